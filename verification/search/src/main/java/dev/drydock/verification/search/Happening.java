package dev.drydock.verification.search;

/** What can happen. Faults, and what people order, are limited; everything else is free. */
enum Happening {
  COORDINATOR,
  MESSAGE,
  WORKER,
  SERVER,
  LOSS,
  DUPLICATE,
  CRASH,
  STALL,
  CLAIM_LOST,
  TROUBLE,
  CONNECTION_CUT,
  ARCHIVE_ROTS,
  GIVEN_UP,
  LEDGER_BEHIND,
  ABORT,
  RETRY,
  RESOLVE;

  /** Whether it counts as one of the faults. */
  boolean fault() {
    return compareTo(SERVER) > 0;
  }

  /** Whether one such fault may hit both tenants at once: a worker works for both. */
  boolean shared() {
    return this == CRASH || this == STALL;
  }
}
