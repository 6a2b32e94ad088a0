package dev.drydock.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How this service takes part in messaging. */
@ConfigMapping(prefix = "drydock.messaging")
public interface MessagingConfig {
  /**
   * Short name in the CloudEvents source and the dead-letter topic, {@code backup}; the application
   * name without {@code -service} unless set.
   */
  Optional<String> service();

  /**
   * Names this replica in leases; unique among the replicas of a service, and best the same after a
   * restart. Host name and HTTP port unless set.
   */
  Optional<String> instance();

  /** Replicas of each topic that is created; -1 leaves it to the broker. */
  @WithDefault("-1")
  short replicationFactor();

  /** How often missing topics are looked for and created. */
  @WithDefault("5s")
  Duration topicCheck();

  /** How long start-up waits for the topics before it goes on without them. */
  @WithDefault("10s")
  Duration topicWait();

  /** How often the relay looks into the outbox when nobody wakes it. */
  @WithDefault("200ms")
  Duration relayPoll();

  /**
   * How long a relay may send a slot's messages without renewing; a third of it is one send's
   * limit.
   */
  @WithDefault("15s")
  Duration relayLease();

  /** How many messages the relay reads at once. */
  @WithDefault("500")
  int relayBatch();

  /** How long handled message IDs and finished work items are kept. */
  @WithDefault("30d")
  Duration retention();
}
