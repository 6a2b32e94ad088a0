package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.NullMarked;

/** The codec with a key of its own, and records at rest; in their package, which hides them. */
@NullMarked
public final class RecordsAsRead {
  private static final SigningKeys KEYS =
      SigningKeys.of("a key for fuzzing, known to everyone".getBytes(UTF_8));
  private static final CloudEventsCodec CODEC = new CloudEventsCodec(KEYS);

  public static WireCodec codec() {
    return CODEC;
  }

  /**
   * What the sender of these headers and data would have signed; empty when they are no message.
   */
  public static Optional<String> signature(Headers headers, byte[] data) {
    var attributes = new LinkedHashMap<String, String>();
    for (var header : headers) {
      if (header.value() != null && header.key().startsWith("ce_")) {
        attributes.put(header.key().substring(3), new String(header.value(), UTF_8));
      }
    }
    return Optional.ofNullable(Attributes.envelope(attributes))
        .map(envelope -> KEYS.sign(envelope, data));
  }

  public static byte[] packed(Headers headers) {
    return WireRecord.packed(headers);
  }

  public static Headers unpacked(byte[] column) {
    return WireRecord.unpacked(column);
  }

  /** As an executor reads what was accepted once. */
  public static WireCodec.Decoded atRest(byte[] headersColumn, byte[] payload) {
    return CODEC.decodeStored(new WireRecord(null, headersColumn, payload));
  }

  /** Whether a worker takes this answer to its claim for a grant. */
  public static boolean grants(int status, byte[] body) {
    return HttpClaims.answerIn(status, body) == Claims.Answer.GRANTED;
  }

  private RecordsAsRead() {}
}
