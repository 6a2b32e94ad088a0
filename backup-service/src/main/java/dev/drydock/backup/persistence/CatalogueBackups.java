package dev.drydock.backup.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.backup.application.Backups;
import dev.drydock.backup.application.ManifestJson;
import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.BackupState;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The catalogue in PostgreSQL. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class CatalogueBackups implements Backups {
  private static final ObjectMapper JSON = ManifestJson.mapper();

  private final EntityManager entities;

  CatalogueBackups(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void addStored(List<Manifest> manifests) {
    for (var manifest : manifests) {
      var tenant = manifest.tenant();
      var upgrade = manifest.upgrade();
      entities
          .createNativeQuery(
              """
              insert into backup (id, tenant, upgrade, token, server, archive, taken_at, manifest,
                state)
              values (:id, :tenant, nullif(:upgrade, ''), :token, :server, :archive, :taken, :manifest,
                'STORED')
              on conflict (id) do nothing
              """)
          .setParameter("id", manifest.id().value())
          .setParameter("tenant", tenant.id().value())
          .setParameter("upgrade", upgrade == null ? "" : upgrade.value())
          .setParameter("token", manifest.token().value())
          .setParameter("server", tenant.server())
          .setParameter("archive", manifest.archive().value())
          .setParameter("taken", manifest.takenAt())
          .setParameter("manifest", json(manifest))
          .executeUpdate();
    }
  }

  @Override
  public void markProven(BackupId id, Instant at) {
    change(
        id,
        row -> {
          row.state = BackupState.PROVEN;
          row.provenAt = at;
          row.checkedAt = at;
          row.failure = null;
        });
  }

  @Override
  public void markCorrupt(BackupId id, FailureCode why, Instant at) {
    change(
        id,
        row -> {
          row.state = BackupState.CORRUPT;
          row.checkedAt = at;
          row.failure = why;
        });
  }

  @Override
  public void markPruned(BackupId id) {
    change(id, row -> row.state = BackupState.PRUNED);
  }

  @Override
  public void markRemoved(BackupId id) {
    var row = entities.find(BackupRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    if (row != null) {
      row.removed = true;
    }
  }

  /** A pruned backup stays pruned, whatever a late step finds. */
  private void change(BackupId id, Consumer<BackupRow> change) {
    var row = entities.find(BackupRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    if (row != null && row.state != BackupState.PRUNED) {
      change.accept(row);
    }
  }

  @Override
  public Optional<Backup> find(BackupId id) {
    return Optional.ofNullable(entities.find(BackupRow.class, id.value()))
        .map(CatalogueBackups::backup);
  }

  @Override
  public List<Backup> page(
      @Nullable String tenant, @Nullable String upgrade, long before, int limit) {
    return entities
        .createQuery(
            """
            from BackupRow b
            where b.position < :before
              and (:tenant is null or b.tenant = :tenant)
              and (:upgrade is null or b.upgrade = :upgrade)
            order by b.position desc
            """,
            BackupRow.class)
        .setParameter("before", before)
        .setParameter("tenant", tenant)
        .setParameter("upgrade", upgrade)
        .setMaxResults(limit)
        .getResultStream()
        .map(CatalogueBackups::backup)
        .toList();
  }

  @Override
  public List<Backup> ofTenantsWithOlderThan(Instant takenBefore) {
    return entities
        .createQuery(
            """
            from BackupRow b
            where b.state <> :pruned
              and b.tenant in (
                select o.tenant from BackupRow o where o.takenAt < :limit and o.state <> :pruned)
            """,
            BackupRow.class)
        .setParameter("pruned", BackupState.PRUNED)
        .setParameter("limit", takenBefore)
        .getResultStream()
        .map(CatalogueBackups::backup)
        .toList();
  }

  @Override
  public List<Backup> notYetRemoved(int limit) {
    return entities
        .createQuery(
            "from BackupRow b where b.state = :pruned and not b.removed order by b.position",
            BackupRow.class)
        .setParameter("pruned", BackupState.PRUNED)
        .setMaxResults(limit)
        .getResultStream()
        .map(CatalogueBackups::backup)
        .toList();
  }

  @Override
  public List<TenantTarget> oneTenantPerServer() {
    return entities
        .createQuery(
            """
            from BackupRow b
            where b.position in (select max(o.position) from BackupRow o group by o.server)
            """,
            BackupRow.class)
        .getResultStream()
        .map(row -> backup(row).manifest().tenant())
        .toList();
  }

  private static Backup backup(BackupRow row) {
    return new Backup(
        row.position, manifest(row.manifest), row.state, row.provenAt, row.checkedAt, row.failure);
  }

  private static String json(Manifest manifest) {
    try {
      return JSON.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain JSON", e);
    }
  }

  private static Manifest manifest(String json) {
    try {
      return JSON.readValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the catalogue holds no manifest here", e);
    }
  }
}
