package dev.drydock.backup.application;

import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.BackupState;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Proves a backup again, long after it was taken. */
@ApplicationScoped
public class VerifyBackup {
  private final Backups backups;
  private final Manifests manifests;
  private final TrialRestore trialRestore;

  VerifyBackup(Backups backups, Manifests manifests, TrialRestore trialRestore) {
    this.backups = backups;
    this.manifests = manifests;
    this.trialRestore = trialRestore;
  }

  /**
   * @return empty when the backup is proven; otherwise why not, as the catalogue now says too
   * @throws BackupFailure when it is missing or corrupt
   */
  public Optional<Failure> of(BackupId id) {
    var manifest = stored(backups, manifests, id).orElseThrow(() -> missing(id));
    var restored =
        trialRestore
            .of(List.of(manifest), List.of(manifest.tenant()), manifest.token(), Watch.NONE)
            .getFirst();
    return trialRestore.verdict(manifest, restored);
  }

  /** The stored manifest of a backup that the catalogue knows; the store's word counts. */
  static Optional<dev.drydock.backup.domain.Manifest> stored(
      Backups backups, Manifests manifests, BackupId id) {
    return backups
        .find(id)
        .filter(backup -> backup.state() != BackupState.PRUNED)
        .map(Backup::manifest)
        .map(known ->
            manifests.find(known.tenant().id().value(), id).orElseThrow(() -> missing(id)));
  }

  static BackupFailure.Missing missing(BackupId id) {
    return new BackupFailure.Missing(id.value());
  }
}
