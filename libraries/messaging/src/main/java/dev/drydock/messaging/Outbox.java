package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import java.util.List;

/** Messages to send. What is added here is sent if and only if the caller's transaction commits. */
public interface Outbox {
  /**
   * @param topic one of {@link dev.drydock.contracts.Topics}
   * @param messages encoded and signed here; sent in this order per tenant, at least once
   * @throws IllegalStateException outside a transaction
   */
  void add(String topic, List<? extends Message<?>> messages);

  default void add(String topic, Message<?> message) {
    add(topic, List.of(message));
  }
}
