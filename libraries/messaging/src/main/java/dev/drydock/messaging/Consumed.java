package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What consumers do with a poll: decode all of it, send what is unreadable to the dead-letter
 * topic.
 */
public interface Consumed {
  /**
   * Decodes a batch; unreadable records are written to the service's dead-letter topic with their
   * code (original bytes, topic, partition and offset; no text) before this returns.
   *
   * @return the readable messages, in the order of their partitions
   */
  List<Message<?>> readable(ConsumerRecords<byte[], byte[]> batch);
}
