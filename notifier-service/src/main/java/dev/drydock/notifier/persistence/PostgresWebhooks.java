package dev.drydock.notifier.persistence;

import dev.drydock.notifier.application.Webhooks;
import dev.drydock.notifier.domain.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresWebhooks implements Webhooks {
  private final EntityManager entities;

  PostgresWebhooks(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void add(Webhook webhook) {
    entities.persist(WebhookRow.of(webhook));
  }

  @Override
  public Optional<Webhook> find(UUID id) {
    return Optional.ofNullable(entities.find(WebhookRow.class, id)).map(WebhookRow::webhook);
  }

  @Override
  public List<Webhook> all() {
    return entities
        .createQuery("from WebhookRow w order by w.createdAt, w.id", WebhookRow.class)
        .getResultStream()
        .map(WebhookRow::webhook)
        .toList();
  }

  @Override
  public boolean remove(UUID id) {
    return entities
            .createQuery("delete from WebhookRow w where w.id = :id")
            .setParameter("id", id)
            .executeUpdate()
        > 0;
  }

  @Override
  public void disable(UUID id, String reason) {
    var row = entities.find(WebhookRow.class, id);
    if (row != null) {
      row.state = "DISABLED";
      row.reason = reason;
    }
  }

  @Override
  public void answered(UUID id) {
    entities
        .createQuery(
            "update WebhookRow w set w.failures = 0, w.pausedUntil = null"
                + " where w.id = :id and w.failures > 0")
        .setParameter("id", id)
        .executeUpdate();
  }

  @Override
  public int failures(UUID id) {
    var row = entities.find(WebhookRow.class, id);
    return row == null ? 0 : row.failures;
  }

  @Override
  public void pause(UUID id, int failures, Instant until) {
    entities
        .createQuery(
            "update WebhookRow w set w.failures = :failures, w.pausedUntil = :until"
                + " where w.id = :id")
        .setParameter("failures", failures)
        .setParameter("until", until)
        .setParameter("id", id)
        .executeUpdate();
  }
}
