package dev.drydock.coordinator.persistence;

import dev.drydock.coordinator.application.StoredAnswers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Idempotency keys in PostgreSQL: the unique index makes concurrent requests wait. */
@ApplicationScoped
class PostgresStoredAnswers implements StoredAnswers {
  private final EntityManager entities;

  PostgresStoredAnswers(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<Known> reserve(String caller, String key, String requestSha256, Instant at) {
    int inserted =
        entities
            .createNativeQuery(
                "insert into idempotency_key (caller, key, request_sha256, reserved_at)"
                    + " values (:caller, :key, :sha256, :at) on conflict do nothing")
            .setParameter("caller", caller)
            .setParameter("key", key)
            .setParameter("sha256", requestSha256)
            .setParameter("at", at)
            .executeUpdate();
    return inserted == 1 ? Optional.empty() : Optional.of(known(caller, key));
  }

  private Known known(String caller, String key) {
    var row =
        (Tuple)
            entities
                .createNativeQuery(
                    "select request_sha256, status, location, body from idempotency_key"
                        + " where caller = :caller and key = :key",
                    Tuple.class)
                .setParameter("caller", caller)
                .setParameter("key", key)
                .getSingleResult();
    return new Known(
        row.get(0, String.class),
        new Answer(row.get(1, Integer.class), row.get(2, String.class), row.get(3, String.class)));
  }

  @Override
  public void store(String caller, String key, Answer answer) {
    entities
        .createNativeQuery(
            "update idempotency_key set status = :status, location = nullif(:location, ''),"
                + " body = nullif(:body, '') where caller = :caller and key = :key")
        .setParameter("status", answer.status())
        .setParameter("location", Objects.requireNonNullElse(answer.location(), ""))
        .setParameter("body", Objects.requireNonNullElse(answer.body(), ""))
        .setParameter("caller", caller)
        .setParameter("key", key)
        .executeUpdate();
  }

  @Override
  public int forgetBefore(Instant time) {
    return entities
        .createNativeQuery("delete from idempotency_key where reserved_at < :time")
        .setParameter("time", time)
        .executeUpdate();
  }
}
