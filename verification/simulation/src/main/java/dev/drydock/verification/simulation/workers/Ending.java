package dev.drydock.verification.simulation.workers;

/** How the ledger says that a tenant's way has ended, as far as its database has to show it. */
public enum Ending {
  /** At the release, every script's effect there once, its writers in. */
  UPGRADED,
  /** Restored or untouched: what it was before the pass, its writers in. */
  AS_BEFORE,
  /** For a person: its writers are out, or it is whole. */
  PARKED
}
