package dev.drydock.local;

/** A running Kafka broker: a process of ours or a container. */
public interface Kafka extends AutoCloseable {
  String bootstrapServers();

  @Override
  void close();
}
