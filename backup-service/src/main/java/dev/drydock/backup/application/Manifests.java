package dev.drydock.backup.application;

import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The signed manifests, one object per backup, and the signed evidence that a backup restores. */
public interface Manifests {
  /**
   * Writes it; the first one under an ID stays.
   *
   * @return the manifest that is stored
   */
  Manifest put(Manifest manifest);

  /**
   * @throws BackupFailure.Corrupt when it is not signed by us, or lies under another one's key
   */
  Optional<Manifest> find(String tenant, BackupId id);

  /** Whether anything is stored under its key, readable or not. */
  boolean exists(String tenant, BackupId id);

  /**
   * Hands over each readable manifest.
   *
   * @return keys of those that are not readable
   */
  List<String> forEach(Consumer<Manifest> reader);

  /** The manifest first, then its proof; no error when they are gone. */
  void delete(String tenant, BackupId id);

  /** Evidence that the backup was restored with this fingerprint. */
  record Proof(BackupId backup, String archiveSha256, Fingerprint fingerprint, Instant provenAt) {}

  /** Writes the evidence; the first one stays. */
  void putProof(Manifest manifest, Proof proof);

  /** Empty when there is none that belongs to this manifest and is signed by us. */
  Optional<Proof> findProof(Manifest manifest);
}
