package dev.drydock.backup.domain;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes an archive a backup of one tenant; written last, signed, and authoritative.
 *
 * @param format of archive and manifest, 1
 * @param upgrade {@code null} for a backup that a person asked for
 * @param tenant where it was; holds the credential's reference, never a credential
 * @param archiveSha256 hex, over the stored bytes
 * @param members every backup of this archive, this one included
 * @param schemaVersion the tenant's history at that moment, empty when it has none
 * @param fingerprint of the source, inside the dump's own snapshot
 */
public record Manifest(
    int format,
    BackupId id,
    @Nullable UpgradeId upgrade,
    Token token,
    TenantTarget tenant,
    ArchiveId archive,
    String archiveSha256,
    long archiveSizeBytes,
    List<Member> members,
    String schemaVersion,
    Fingerprint fingerprint,
    Instant takenAt) {
  public static final int FORMAT = 1;

  /** One backup of an archive that several tenants share. */
  public record Member(String tenant, BackupId backup) {}

  public Manifest {
    members = List.copyOf(members);
  }

  /** This tenant's share of the archive in bytes, rounded up. */
  public long sizeBytes() {
    return Math.ceilDiv(archiveSizeBytes, Math.max(1, members.size()));
  }

  public boolean shared() {
    return members.size() > 1;
  }

  /**
   * @throws IllegalStateException for a backup outside any upgrade: no message speaks of it
   */
  public BackupReference reference() {
    if (upgrade == null) {
      throw new IllegalStateException(id + " belongs to no upgrade");
    }
    return new BackupReference(
        id,
        tenant.id(),
        upgrade,
        token,
        archive.key(),
        archiveSha256,
        sizeBytes(),
        schemaVersion,
        fingerprint,
        takenAt);
  }

  /** Whether a message speaks of exactly this backup. */
  public boolean isReferredTo(BackupReference reference) {
    return upgrade != null
        && reference.id().equals(id)
        && reference.tenant().equals(tenant.id())
        && reference.upgrade().equals(upgrade)
        && reference.token().equals(token)
        && reference.archive().equals(archive.key())
        && reference.archiveSha256().equals(archiveSha256)
        && reference.fingerprint().equals(fingerprint);
  }
}
