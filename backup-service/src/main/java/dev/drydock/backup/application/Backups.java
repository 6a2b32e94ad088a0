package dev.drydock.backup.application;

import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: what the manifests say, made searchable, and how far each backup can be trusted.
 * It can be lost; {@link RebuildCatalogue} makes it anew. Each method is a transaction.
 */
public interface Backups {
  /** Adds what is not there yet, as {@code STORED}. */
  void addStored(List<Manifest> manifests);

  void markProven(BackupId id, Instant at);

  void markCorrupt(BackupId id, FailureCode why, Instant at);

  /** Hides it from everyone but the one who deletes its objects. */
  void markPruned(BackupId id);

  /** The objects of a pruned backup are gone. */
  void markRemoved(BackupId id);

  Optional<Backup> find(BackupId id);

  /**
   * Newest first.
   *
   * @param before position of the last one of the page before, {@link Long#MAX_VALUE} at first
   */
  List<Backup> page(@Nullable String tenant, @Nullable String upgrade, long before, int limit);

  /** All that are not pruned, of tenants that have one taken before this moment. */
  List<Backup> ofTenantsWithOlderThan(Instant takenBefore);

  /** Pruned ones whose objects may still be there. */
  List<Backup> notYetRemoved(int limit);

  /** One tenant of each database server that a backup was taken of. */
  List<TenantTarget> oneTenantPerServer();
}
