package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;

/** Gives a backup out: as a plain dump, or into a new database beside the fleet. */
@ApplicationScoped
public class ReadBackup {
  private final Backups backups;
  private final Manifests manifests;
  private final Archives archives;
  private final Engines engines;

  ReadBackup(Backups backups, Manifests manifests, Archives archives, Engines engines) {
    this.backups = backups;
    this.manifests = manifests;
    this.archives = archives;
    this.engines = engines;
  }

  /**
   * @throws BackupFailure when it is missing or its manifest is not ours
   */
  public Manifest find(BackupId id) {
    return VerifyBackup.stored(backups, manifests, id).orElseThrow(() -> VerifyBackup.missing(id));
  }

  /**
   * Writes what {@code pg_restore} reads: this tenant and nobody else.
   *
   * @throws BackupFailure in the middle, when the stored bytes turn out to be altered
   */
  public void export(Manifest manifest, OutputStream out) {
    archives.readWhole(
        manifest,
        archive -> {
          if (manifest.shared()) {
            engines.of(manifest.tenant()).extract(archive, manifest.tenant(), out);
          } else {
            archive.transferTo(out);
          }
          return true;
        });
  }

  public void restoreInto(Manifest manifest, String newDatabase) {
    archives.readWhole(
        manifest,
        archive -> {
          engines.of(manifest.tenant()).restoreInto(archive, manifest.tenant(), newDatabase);
          return true;
        });
  }
}
