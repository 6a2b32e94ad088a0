package dev.drydock.backup.domain;

/** How far a backup can be trusted. */
public enum BackupState {
  /** Stored, manifest written; nobody has restored it yet. */
  STORED,
  /** Restored into a scratch database, with the source's fingerprint. */
  PROVEN,
  /** Read back and found altered, or restored to something else. Kept as evidence until pruned. */
  CORRUPT,
  /** Deleted by retention; the row remains. */
  PRUNED
}
