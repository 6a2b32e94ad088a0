package dev.drydock.contracts;

import java.time.Instant;

/**
 * A stored backup as messages name it. Its manifest in the object store says the same and is
 * authoritative.
 *
 * @param archive key of the archive object; several schema tenants may share one
 * @param archiveSha256 hex, over the stored (compressed, encrypted) bytes
 * @param sizeBytes of the stored archive; for a shared archive this tenant's share, rounded up
 * @param token of the attempt that took it
 * @param schemaVersion the tenant's history at that moment, empty when it has none
 * @param fingerprint of the source, inside the dump's own snapshot
 */
public record BackupReference(
    BackupId id,
    TenantId tenant,
    UpgradeId upgrade,
    Token token,
    String archive,
    String archiveSha256,
    long sizeBytes,
    String schemaVersion,
    Fingerprint fingerprint,
    Instant takenAt) {}
