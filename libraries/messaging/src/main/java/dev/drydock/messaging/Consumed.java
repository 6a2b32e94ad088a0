package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What consumers do with a poll: decode all of it, send what is unreadable to the dead-letter
 * topic, and not let go of the rest before it is handled.
 */
public interface Consumed {
  /**
   * Decodes a batch; unreadable records are written to the service's dead-letter topic (through the
   * outbox, in a transaction of its own) with their code (original bytes, topic, partition and
   * offset; no text) before this returns.
   *
   * @return the readable messages, in the order of their partitions
   */
  List<Message<?>> readable(ConsumerRecords<byte[], byte[]> batch);

  /**
   * The body of every consumer: {@link #readable}, then {@code use}, again and again with backoff
   * until {@code use} returns: a database that is away for ten minutes loses nothing and stops no
   * channel. After several failures the messages are tried one by one; one that alone fails every
   * time goes to the dead-letter topic as {@code NOT_HANDLED}. {@code use} runs outside a
   * transaction and starts its own.
   *
   * @throws IllegalStateException when the service stops first; the batch is then not acknowledged
   */
  void handle(ConsumerRecords<byte[], byte[]> batch, Consumer<List<Message<?>>> use);
}
