package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupReference;
import jakarta.enterprise.context.ApplicationScoped;

/** From what a message says to the manifest that is stored; a message alone is not believed. */
@ApplicationScoped
class FindBackup {
  private final Manifests manifests;

  FindBackup(Manifests manifests) {
    this.manifests = manifests;
  }

  /**
   * @throws BackupFailure when there is none, or it is another one than the message speaks of
   */
  Manifest of(BackupReference reference) {
    var manifest =
        manifests
            .find(reference.tenant().value(), reference.id())
            .orElseThrow(() -> new BackupFailure.Missing(reference.id().value()));
    if (!manifest.isReferredTo(reference)) {
      throw new BackupFailure.Corrupt(
          reference.id().value(), "The stored manifest is not the one that the upgrade recorded.");
    }
    return manifest;
  }
}
