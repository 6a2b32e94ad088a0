package dev.drydock.notifier.persistence;

import dev.drydock.notifier.application.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class PostgresSessions implements Sessions {
  private final EntityManager entities;

  PostgresSessions(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void open(String idHash, String tokenBox, Instant expiresAt) {
    var row = new SessionRow();
    row.idHash = idHash;
    row.tokenBox = tokenBox;
    row.expiresAt = expiresAt;
    entities.persist(row);
  }

  @Override
  public Optional<String> tokenBox(String idHash, Instant now) {
    return Optional.ofNullable(entities.find(SessionRow.class, idHash))
        .filter(row -> row.expiresAt.isAfter(now))
        .map(row -> row.tokenBox);
  }

  @Override
  public void close(String idHash) {
    entities
        .createQuery("delete from SessionRow s where s.idHash = :hash")
        .setParameter("hash", idHash)
        .executeUpdate();
  }

  @Override
  public int dropExpired(Instant now) {
    return entities
        .createQuery("delete from SessionRow s where s.expiresAt <= :now")
        .setParameter("now", now)
        .executeUpdate();
  }
}
