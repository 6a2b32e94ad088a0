package dev.drydock.backup.http;

import dev.drydock.backup.application.PruneBackups;
import dev.drydock.backup.domain.Backup;
import dev.drydock.contracts.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API shows; names places and digests, never a credential. */
final class Views {
  /**
   * @param upgrade {@code null} for a backup that a person asked for
   * @param sizeBytes this tenant's share of the stored archive
   * @param members how many tenants share the archive
   * @param failure why it is corrupt
   */
  record BackupView(
      String id,
      String tenant,
      @Nullable String upgrade,
      long token,
      String state,
      Instant takenAt,
      @Nullable Instant provenAt,
      @Nullable Instant checkedAt,
      @Nullable String failure,
      String archive,
      String sha256,
      long sizeBytes,
      int members,
      String engine,
      String server,
      String database,
      @Nullable String schema,
      String schemaVersion,
      Fingerprint fingerprint) {
    static BackupView of(Backup backup) {
      var manifest = backup.manifest();
      var tenant = manifest.tenant();
      var upgrade = manifest.upgrade();
      var failure = backup.failure();
      return new BackupView(
          manifest.id().value(),
          tenant.id().value(),
          upgrade == null ? null : upgrade.value(),
          manifest.token().value(),
          backup.state().name(),
          manifest.takenAt(),
          backup.provenAt(),
          backup.checkedAt(),
          failure == null ? null : failure.name(),
          manifest.archive().key(),
          manifest.archiveSha256(),
          manifest.sizeBytes(),
          manifest.members().size(),
          tenant.engine().name(),
          tenant.server(),
          tenant.database(),
          tenant.schema(),
          manifest.schemaVersion(),
          manifest.fingerprint());
    }
  }

  /**
   * @param next the cursor of the next page, {@code null} on the last one
   */
  record PageView(List<BackupView> backups, @Nullable String next) {}

  record CreateRequest(@Nullable String tenant) {}

  record PruneRequest(@Nullable String olderThan, @Nullable Boolean dryRun) {}

  record PruneView(boolean dryRun, List<String> deleted, List<HeldView> held, long sizeBytes) {
    static PruneView of(PruneBackups.Pruned pruned, boolean dryRun) {
      return new PruneView(
          dryRun,
          pruned.pruned().stream().map(b -> b.manifest().id().value()).toList(),
          pruned.held().entrySet().stream()
              .map(held -> new HeldView(held.getKey(), held.getValue()))
              .toList(),
          pruned.pruned().stream().mapToLong(b -> b.manifest().sizeBytes()).sum());
    }
  }

  record HeldView(String id, String reason) {}

  record RestoreIntoRequest(@Nullable String name) {}

  record RestoredView(String backup, String database) {}

  record RebuiltView(int found, int proven, List<String> unreadable) {}

  record StoreView(Map<String, Boolean> capabilities) {}

  private Views() {}
}
