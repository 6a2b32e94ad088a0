package dev.drydock.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain Kafka clients with the settings that this library's promises rest on. */
@ApplicationScoped
class KafkaClients {
  private final Map<String, Object> broker;

  /**
   * @param broker everything under {@code kafka.*}: servers, protocol, credentials
   */
  @Inject
  KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.broker = Map.copyOf(broker);
  }

  /** Acknowledged by all replicas, once, in order. */
  Producer<byte[], byte[]> durable(Duration delivery) {
    var settings = shared(delivery);
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("retries", Integer.toString(Integer.MAX_VALUE));
    settings.put("delivery.timeout.ms", Long.toString(delivery.toMillis()));
    settings.put("linger.ms", "1");
    settings.put("compression.type", "lz4");
    settings.put("max.request.size", Integer.toString(8 * 1024 * 1024));
    return producer(settings);
  }

  /** Fast and forgetful: for progress. */
  Producer<byte[], byte[]> lossy() {
    var settings = shared(Duration.ofSeconds(2));
    settings.put("acks", "1");
    settings.put("enable.idempotence", "false");
    settings.put("retries", "0");
    settings.put("delivery.timeout.ms", "2000");
    settings.put("max.block.ms", "250");
    settings.put("linger.ms", "5");
    settings.put("buffer.memory", Integer.toString(1024 * 1024));
    return producer(settings);
  }

  Admin admin() {
    var settings = new HashMap<>(broker);
    settings.put("request.timeout.ms", "5000");
    settings.put("default.api.timeout.ms", "10000");
    return Admin.create(settings);
  }

  private Map<String, Object> shared(Duration delivery) {
    long requestMs = Math.max(500, delivery.toMillis() / 2);
    var settings = new HashMap<>(broker);
    settings.put("request.timeout.ms", Long.toString(requestMs));
    settings.put("max.block.ms", Long.toString(Math.min(2000, delivery.toMillis())));
    settings.put("metadata.max.age.ms", "30000");
    settings.put("reconnect.backoff.max.ms", "1000");
    settings.put("retry.backoff.max.ms", "500");
    return settings;
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
