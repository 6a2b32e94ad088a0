package dev.drydock.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** Starts messaging before the channels and stops it within a few seconds. */
@ApplicationScoped
class Lifecycle {
  private static final Duration STOP_WAIT = Duration.ofSeconds(1);

  private final Config config;
  private final MessagingConfig messaging;
  private final CloudEventsCodec codec;
  private final TopicKeeper topics;
  private final Relay relay;
  private final LeasedExecutor executor;
  private final ConsumedRecords consumed;
  private final Retention retention;

  @Inject
  Lifecycle(
      Config config,
      MessagingConfig messaging,
      CloudEventsCodec codec,
      TopicKeeper topics,
      Relay relay,
      LeasedExecutor executor,
      ConsumedRecords consumed,
      Retention retention) {
    this.config = config;
    this.messaging = messaging;
    this.codec = codec;
    this.topics = topics;
    this.relay = relay;
    this.executor = executor;
    this.consumed = consumed;
    this.retention = retention;
  }

  void start(@Observes @Priority(1) StartupEvent event) {
    var unsafe = KafkaSettings.of(config).unsafe();
    if (!unsafe.isEmpty()) {
      throw new IllegalStateException("unsafe Kafka settings: " + String.join("; ", unsafe));
    }
    codec.checkKeys();
    topics.start(messaging.topicWait());
    relay.start();
    executor.start();
    retention.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    consumed.stop();
    retention.stop();
    executor.stop();
    topics.stop();
    relay.stop(STOP_WAIT);
  }
}
