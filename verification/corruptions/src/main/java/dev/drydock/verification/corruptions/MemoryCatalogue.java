package dev.drydock.verification.corruptions;

import dev.drydock.backup.application.Backups;
import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers which backups were said to be proven; all else of a catalogue nobody asks for here. */
final class MemoryCatalogue implements Backups {
  private final Set<BackupId> proven = ConcurrentHashMap.newKeySet();

  boolean saysProven(BackupId id) {
    return proven.contains(id);
  }

  /** Before a backup is proven once more. */
  void forget(BackupId id) {
    proven.remove(id);
  }

  @Override
  public void addStored(List<Manifest> manifests) {}

  @Override
  public void markProven(BackupId id, Instant at) {
    proven.add(id);
  }

  @Override
  public void markCorrupt(BackupId id, FailureCode why, Instant at) {
    proven.remove(id);
  }

  @Override
  public void markPruned(BackupId id) {}

  @Override
  public void markRemoved(BackupId id) {}

  @Override
  public Optional<Backup> find(BackupId id) {
    return Optional.empty();
  }

  @Override
  public List<Backup> page(
      @Nullable String tenant, @Nullable String upgrade, long before, int limit) {
    return List.of();
  }

  @Override
  public List<Backup> ofTenantsWithOlderThan(Instant takenBefore) {
    return List.of();
  }

  @Override
  public List<Backup> notYetRemoved(int limit) {
    return List.of();
  }

  @Override
  public List<TenantTarget> oneTenantPerServer() {
    return List.of();
  }
}
