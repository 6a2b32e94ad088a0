package dev.drydock.verification.search;

import dev.drydock.contracts.Step;

/** The two services that work for the coordinator; each has a queue of its own. */
enum Service {
  MIGRATION,
  BACKUP;

  static Service of(Step step) {
    return switch (step) {
      case BACKUP, PROVE, RESTORE, PROVE_RESTORE -> BACKUP;
      case PREFLIGHT, QUIESCE, REHEARSE, MIGRATE, INSPECT, VERIFY, RELEASE -> MIGRATION;
    };
  }
}
