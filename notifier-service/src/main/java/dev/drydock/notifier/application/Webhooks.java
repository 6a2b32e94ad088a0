package dev.drydock.notifier.application;

import dev.drydock.notifier.domain.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The subscriptions. */
public interface Webhooks {
  void add(Webhook webhook);

  Optional<Webhook> find(UUID id);

  List<Webhook> all();

  /** Its deliveries go with it. */
  boolean remove(UUID id);

  void disable(UUID id, String reason);

  /** It took a delivery: it is neither paused nor failing any more. */
  void answered(UUID id);

  /** Failures in a row; 0 for an unknown webhook. */
  int failures(UUID id);

  /** Nothing is due at it before that time, and then one delivery at a time until it takes one. */
  void pause(UUID id, int failures, Instant until);
}
