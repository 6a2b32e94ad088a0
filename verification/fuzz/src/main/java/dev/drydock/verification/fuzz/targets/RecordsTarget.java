package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.messaging.RecordsAsRead;
import dev.drydock.messaging.WireCodec;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import dev.drydock.messaging.WireCodec.Decoded.Unreadable;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The Kafka record decoder, once with the signature that the input holds and once with a valid one,
 * so that what lies behind the signature is reached too.
 */
public final class RecordsTarget {
  private static final String SIGNATURE = "drydock-signature";
  private static final Set<String> CODES =
      Set.of(
          "NOT_CLOUD_EVENT",
          "UNKNOWN_TYPE",
          "BAD_JSON",
          "BAD_SIGNATURE",
          "UNSIGNED",
          "BAD_ATTRIBUTE",
          "TOO_LARGE");

  public static void fuzzerTestOneInput(byte[] input) {
    var record = RecordText.of(input);
    var unsigned = new RecordHeaders(record.headers());
    unsigned.remove(SIGNATURE);
    var answer = decoded(record.headers(), record.data());
    if (answer instanceof Readable(var message)) {
      Property.holds(!actedOn(message), "a record was read whose signature nobody could know");
    }
    RecordsAsRead.signature(unsigned, record.data())
        .ifPresent(signature -> {
          unsigned.add(SIGNATURE, signature.getBytes(UTF_8));
          signed(unsigned, record.data());
        });
  }

  private static void signed(Headers headers, byte[] data) {
    if (!(decoded(headers, data) instanceof Readable(var message))) {
      return;
    }
    var written = RecordsAsRead.codec().encode("topic", message);
    var again = decoded(written.headers(), written.value());
    Property.holds(
        again.equals(new Readable(message)), "what was written again does not say the same");
    RecordsAsRead.codec().structured(message);
    rest(headers, data, message);
  }

  /** What an executor finds in its table is what was accepted. */
  private static void rest(Headers headers, byte[] data, Message<?> message) {
    var atRest = RecordsAsRead.atRest(RecordsAsRead.packed(headers), data);
    Property.holds(atRest.equals(new Readable(message)), "it reads differently out of a table");
  }

  private static WireCodec.Decoded decoded(Headers headers, byte[] data) {
    var consumed =
        new ConsumerRecord<byte[], byte[]>(
            "topic",
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            0,
            data.length,
            new byte[0],
            data,
            headers,
            Optional.empty());
    var decoded = RecordsAsRead.codec().decode(consumed);
    if (decoded instanceof Unreadable(var code)) {
      Property.holds(CODES.contains(code), "an unknown code: " + code);
    }
    return decoded;
  }

  private static boolean actedOn(Message<?> message) {
    return message.data() instanceof Command
        || message.data() instanceof Result
        || message.data() instanceof Event;
  }

  private RecordsTarget() {}
}
