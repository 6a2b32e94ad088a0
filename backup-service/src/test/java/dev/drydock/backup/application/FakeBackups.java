package dev.drydock.backup.application;

import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.BackupState;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalogue in memory. */
final class FakeBackups implements Backups {
  final Map<BackupId, Backup> rows = new LinkedHashMap<>();
  final Set<BackupId> removed = new HashSet<>();

  Backup of(BackupId id) {
    return Objects.requireNonNull(rows.get(id));
  }

  @Override
  public void addStored(List<Manifest> manifests) {
    for (var m : manifests) {
      rows.putIfAbsent(
          m.id(), new Backup(rows.size() + 1, m, BackupState.STORED, null, null, null));
    }
  }

  private void change(
      BackupId id, BackupState state, @Nullable Instant at, @Nullable FailureCode why) {
    rows.computeIfPresent(id, (_, b) -> new Backup(b.position(), b.manifest(), state, at, at, why));
  }

  @Override
  public void markProven(BackupId id, Instant at) {
    change(id, BackupState.PROVEN, at, null);
  }

  @Override
  public void markCorrupt(BackupId id, FailureCode why, Instant at) {
    change(id, BackupState.CORRUPT, at, why);
  }

  @Override
  public void markPruned(BackupId id) {
    change(id, BackupState.PRUNED, null, null);
  }

  @Override
  public void markRemoved(BackupId id) {
    removed.add(id);
  }

  @Override
  public Optional<Backup> find(BackupId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public List<Backup> page(
      @Nullable String tenant, @Nullable String upgrade, long before, int limit) {
    throw new AssertionError("not asked here");
  }

  @Override
  public List<Backup> ofTenantsWithOlderThan(Instant takenBefore) {
    return rows.values().stream().filter(b -> b.state() != BackupState.PRUNED).toList();
  }

  @Override
  public List<Backup> notYetRemoved(int limit) {
    return rows.values().stream()
        .filter(b -> b.state() == BackupState.PRUNED && !removed.contains(b.manifest().id()))
        .toList();
  }

  @Override
  public List<TenantTarget> oneTenantPerServer() {
    return List.of();
  }
}
