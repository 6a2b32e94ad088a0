package dev.drydock.verification.fleet.canary;

/** What is planned to go wrong with a tenant; a sound one may still be hit by a fault. */
public enum Flaw {
  /** Upgraded, unless a fault takes an attempt too many. */
  NONE,
  /** The last script of each release fails: Untouched where all could roll back, else Restored. */
  SCRIPT,
  /** Migrated, fails the release's assertion: Restored. */
  ASSERTION,
  /** A column that no release knows: refused in preflight, Untouched. */
  DRIFT
}
