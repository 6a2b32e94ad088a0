package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.TenantTarget;
import java.util.List;

/**
 * Tenants with one archive, and what is stored of them.
 *
 * @param truth what the snapshot of the backup said
 * @param staleDump of an earlier moment
 * @param backups proven once
 * @param stale earlier ones of the same tenants
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never written to.
record Base(
    List<TenantTarget> tenants,
    Snapshots.Recorded truth,
    byte[] staleDump,
    List<BackupReference> backups,
    List<BackupReference> stale) {

  boolean grouped() {
    return tenants.getFirst().schema() != null;
  }

  String archive() {
    return backups.getFirst().archive();
  }

  static String manifest(BackupReference backup) {
    return "manifests/" + backup.tenant() + "/" + backup.id() + ".json";
  }

  static String proof(BackupReference backup) {
    return "proofs/" + backup.tenant() + "/" + backup.id() + ".json";
  }
}
