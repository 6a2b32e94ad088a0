package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message ever released keeps decoding, and says the same when it is written again. A golden
 * file is never edited; a new type gets one with {@code -Ddrydock.golden.write=true}.
 */
class GoldenFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("drydock.root"), "contracts/src/test/resources/golden");

  private final CloudEventsCodec codec = new CloudEventsCodec(SigningKeys.of(Samples.KEY));
  private final com.fasterxml.jackson.databind.json.JsonMapper json = WireJson.mapper();

  static Stream<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @Test
  void everyTypeHasOne() throws IOException {
    var types = new TreeSet<String>();
    files().forEach(file -> types.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
    if (Boolean.getBoolean("drydock.golden.write")) {
      writeMissing(types);
    }
    assertThat(types).containsAll(MessageTypes.all().values());
  }

  private void writeMissing(Set<String> types) throws IOException {
    var pretty = WireJson.mapper().enable(SerializationFeature.INDENT_OUTPUT);
    for (var sample : Samples.all()) {
      var message = Samples.message("shop-a", 7, 3, sample);
      if (types.add(message.envelope().type())) {
        var event = json.readTree(codec.structured(message));
        var file = FOLDER.resolve(message.envelope().type() + ".json");
        Files.writeString(file, pretty.writeValueAsString(event) + "\n");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void itDecodes_andSaysTheSameWhenWrittenAgain(Path file) throws IOException {
    var golden = json.readTree(Files.readString(file));

    var decoded = codec.decodeStored(record(golden));

    assertThat(decoded).isInstanceOf(Readable.class);
    Message<?> message = ((Readable) decoded).message();
    assertThat(json.readTree(codec.structured(message))).isEqualTo(golden);
  }

  private static WireRecord record(JsonNode event) {
    var headers = new RecordHeaders();
    for (var field : event.properties()) {
      if (!field.getKey().equals("data")) {
        var name = field.getKey().equals("traceparent") ? "traceparent" : "ce_" + field.getKey();
        headers.add(name, field.getValue().asText().getBytes(UTF_8));
      }
    }
    var data = event.path("data").toString().getBytes(UTF_8);
    return new WireRecord(null, WireRecord.packed(headers), data);
  }
}
