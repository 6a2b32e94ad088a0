package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.Backups;
import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.BackupState;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backup service's catalogue, each call a transaction.
 *
 * @param rows shared by the replicas
 */
record Catalogue(Map<BackupId, Backup> rows, Life client) implements Backups {
  static Map<BackupId, Backup> empty() {
    return new LinkedHashMap<>();
  }

  @Override
  public void addStored(List<Manifest> manifests) {
    client.point("catalogue");
    for (var manifest : manifests) {
      rows.putIfAbsent(
          manifest.id(),
          new Backup(rows.size() + 1, manifest, BackupState.STORED, null, null, null));
    }
  }

  @Override
  public void markProven(BackupId id, Instant at) {
    mark(id, BackupState.PROVEN, null, at);
  }

  @Override
  public void markCorrupt(BackupId id, FailureCode why, Instant at) {
    mark(id, BackupState.CORRUPT, why, at);
  }

  private void mark(BackupId id, BackupState state, @Nullable FailureCode why, Instant at) {
    client.point("catalogue " + id + " " + state);
    rows.computeIfPresent(
        id,
        (_, row) ->
            new Backup(
                row.position(),
                row.manifest(),
                state,
                state == BackupState.PROVEN ? at : row.provenAt(),
                at,
                why));
  }

  @Override
  public void markPruned(BackupId id) {
    throw retention();
  }

  @Override
  public void markRemoved(BackupId id) {
    throw retention();
  }

  private static UnsupportedOperationException retention() {
    return new UnsupportedOperationException("nothing is pruned in a simulation");
  }

  @Override
  public Optional<Backup> find(BackupId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public List<Backup> page(
      @Nullable String tenant, @Nullable String upgrade, long before, int limit) {
    return List.copyOf(rows.values());
  }

  @Override
  public List<Backup> ofTenantsWithOlderThan(Instant takenBefore) {
    throw retention();
  }

  @Override
  public List<Backup> notYetRemoved(int limit) {
    throw retention();
  }

  @Override
  public List<TenantTarget> oneTenantPerServer() {
    return rows.values().stream().map(row -> row.manifest().tenant()).limit(1).toList();
  }
}
