package dev.drydock.verification.search;

import dev.drydock.contracts.Command;

/** The commands, as the workers' programs know them. */
enum StepKind {
  CHECK,
  QUIESCE,
  BACKUP,
  PROVE,
  MIGRATE,
  INSPECT,
  VERIFY,
  RESTORE,
  PROVE_RESTORE,
  RELEASE;

  static StepKind of(Command command) {
    return switch (command) {
      case Command.CheckTenant _ -> CHECK;
      case Command.QuiesceTenant _ -> QUIESCE;
      case Command.TakeBackup _ -> BACKUP;
      case Command.ProveBackup _ -> PROVE;
      case Command.MigrateTenant _ -> MIGRATE;
      case Command.InspectTenant _ -> INSPECT;
      case Command.VerifyTenant _ -> VERIFY;
      case Command.RestoreBackup _ -> RESTORE;
      case Command.ProveRestore _ -> PROVE_RESTORE;
      case Command.ReleaseTenant _ -> RELEASE;
    };
  }

  /** Which queue the command is worked from: each service has its own. */
  Service service() {
    return switch (this) {
      case BACKUP, PROVE, RESTORE, PROVE_RESTORE -> Service.BACKUP;
      case CHECK, QUIESCE, MIGRATE, INSPECT, VERIFY, RELEASE -> Service.MIGRATION;
    };
  }

  /** Whether a lost execution is answered as unknown instead of repeated. */
  boolean unknownWhenLost() {
    return this == MIGRATE || this == RESTORE;
  }

  /** The two services that work for the coordinator. */
  enum Service {
    MIGRATION,
    BACKUP
  }
}
