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
  private final RelayLoop relay;
  private final WorkLoop work;
  private final ConsumedRecords consumed;
  private final Retention retention;

  @Inject
  Lifecycle(
      Config config,
      MessagingConfig messaging,
      CloudEventsCodec codec,
      TopicKeeper topics,
      RelayLoop relay,
      WorkLoop work,
      ConsumedRecords consumed,
      Retention retention) {
    this.config = config;
    this.messaging = messaging;
    this.codec = codec;
    this.topics = topics;
    this.relay = relay;
    this.work = work;
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
    work.start();
    retention.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    consumed.stop();
    retention.stop();
    work.stop();
    topics.stop();
    relay.stop(STOP_WAIT);
  }
}
