package dev.drydock.contracts;

/** The steps of one tenant's way through the dock, in their usual order. */
public enum Step {
  PREFLIGHT,
  QUIESCE,
  BACKUP,
  PROVE,
  REHEARSE,
  MIGRATE,
  INSPECT,
  VERIFY,
  RESTORE,
  PROVE_RESTORE,
  RELEASE
}
