package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One signed record of each present message; in the codec's package, which hides it. */
public final class PresentMessages {
  public static final byte[] KEY = "a key for the compatibility test".getBytes(UTF_8);

  private static final CloudEventsCodec CODEC = new CloudEventsCodec(SigningKeys.of(KEY));
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param golden the folder of one JSON document of each message
   */
  public static List<ProducerRecord<byte[], byte[]>> in(Path golden) {
    try (var files = Files.list(golden)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(PresentMessages::record)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Path file) {
    try {
      var event = JSON.readTree(Files.readString(file));
      var headers = new RecordHeaders();
      event.properties().stream()
          .filter(field -> !field.getKey().equals("data"))
          .forEach(field ->
              headers.add(
                  field.getKey().equals("traceparent") ? "traceparent" : "ce_" + field.getKey(),
                  field.getValue().asText().getBytes(UTF_8)));
      var stored =
          new WireRecord(
              null, WireRecord.packed(headers), event.path("data").toString().getBytes(UTF_8));
      return switch (CODEC.decodeStored(stored)) {
        case Readable(var message) -> CODEC.encode("topic", message);
        case WireCodec.Decoded.Unreadable(var code) -> throw new AssertionError(file + ": " + code);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PresentMessages() {}
}
