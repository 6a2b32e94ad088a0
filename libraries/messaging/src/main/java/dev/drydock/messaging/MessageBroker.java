package dev.drydock.messaging;

/** Takes messages, and keeps those that it has acknowledged. */
public interface MessageBroker {
  /** Whether the topic can be written at present. */
  boolean takes(String topic);

  /** Sends it; its answer comes later. */
  Delivery send(OutboxStore.Row row);

  /** Lets go of connections; the next use connects again. */
  void close();

  /** One message in the air. */
  interface Delivery {
    /** Waits for it, at most as long as the broker was given for one message. */
    Answer await();
  }

  /** What became of one message. */
  sealed interface Answer {
    record Acknowledged() implements Answer {}

    /** It did not arrive, or its acknowledgement was lost: send it again. */
    record Unknown(String reason) implements Answer {}

    /** The broker will never take it. */
    record Refused(String reason) implements Answer {}
  }
}
