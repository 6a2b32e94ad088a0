package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of the last release, frozen: the present code must read every one of them. */
class ReleasedMessagesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("drydock.root"), "contracts/src/test/resources/released/0.1.0");
  private static final String FROZEN =
      "c8bd79dc016494052e9cf245f82c2f9e279be8932aaf0318c6bf6de5288846ec";

  private final CloudEventsCodec codec = new CloudEventsCodec(SigningKeys.of(Samples.KEY));
  private final JsonMapper json = WireJson.mapper();

  static List<Path> released() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @Test
  void nobodyHasTouchedThem() throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    for (var file : released()) {
      digest.update(Files.readAllBytes(file));
    }

    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(FROZEN);
  }

  @ParameterizedTest
  @MethodSource("released")
  void itIsReadAndSaysTheSame(Path file) throws IOException {
    var released = json.readTree(Files.readString(file));

    var decoded = codec.decodeStored(record(released));

    assertThat(decoded).isInstanceOf(Readable.class);
    var again = json.readTree(codec.structured(((Readable) decoded).message()));
    assertThat(again.properties()).containsAll(released.properties());
  }

  private static WireRecord record(JsonNode event) {
    var headers = new RecordHeaders();
    for (var field : event.properties()) {
      if (!field.getKey().equals("data")) {
        var name = field.getKey().equals("traceparent") ? "traceparent" : "ce_" + field.getKey();
        headers.add(name, field.getValue().asText().getBytes(UTF_8));
      }
    }
    return new WireRecord(
        null, WireRecord.packed(headers), event.path("data").toString().getBytes(UTF_8));
  }
}
