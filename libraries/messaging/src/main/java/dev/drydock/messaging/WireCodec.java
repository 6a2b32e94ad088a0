package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Messages to records and back: CloudEvents 1.0 binary mode, JSON data, and an HMAC-SHA256 over
 * type, ID, upgrade, tenant, token and data (and, where there is one, the sequence) in the header
 * {@code drydock-signature} of commands, results and events.
 */
public interface WireCodec {
  /**
   * @throws IllegalArgumentException for a message of more than 4 MiB or of a class that is no
   *     message
   */
  ProducerRecord<byte[], byte[]> encode(String topic, Message<?> message);

  /** Reads one record; never throws on what a record may hold. */
  Decoded decode(ConsumerRecord<byte[], byte[]> consumed);

  /** The same message as one JSON object (CloudEvents structured mode), unsigned: for REST. */
  byte[] structured(Message<?> message);

  /**
   * Reads what {@link #structured} wrote. The channel must be trusted: no signature is looked for,
   * so commands and results are refused as {@code UNSIGNED}.
   */
  Decoded fromStructured(byte[] json);

  /** What a record turned out to be. */
  sealed interface Decoded {
    @SuppressWarnings("AvoidCommonTypeNames") // nobody means java.lang.Readable here
    record Readable(Message<?> message) implements Decoded {}

    /**
     * @param code {@code NOT_CLOUD_EVENT}, {@code UNKNOWN_TYPE}, {@code BAD_JSON}, {@code
     *     BAD_SIGNATURE}, {@code UNSIGNED}, {@code BAD_ATTRIBUTE}, {@code TOO_LARGE}, {@code
     *     BAD_HEADERS} (at rest only): never a text from the record
     */
    record Unreadable(String code) implements Decoded {}
  }
}
