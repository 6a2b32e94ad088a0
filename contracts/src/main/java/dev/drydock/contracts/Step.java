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
  RELEASE;

  /** The step that this command asks for. */
  public static Step of(Command command) {
    return switch (command) {
      case Command.CheckTenant _ -> PREFLIGHT;
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
}
