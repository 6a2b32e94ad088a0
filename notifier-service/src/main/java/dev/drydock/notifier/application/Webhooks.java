package dev.drydock.notifier.application;

import dev.drydock.notifier.domain.Webhook;
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
}
