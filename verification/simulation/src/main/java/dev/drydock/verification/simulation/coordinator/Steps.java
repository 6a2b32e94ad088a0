package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Step;

/** Which step a command is for, as claims name it. */
final class Steps {
  static Step of(Command command) {
    return switch (command) {
      case Command.CheckTenant _ -> Step.PREFLIGHT;
      case Command.QuiesceTenant _ -> Step.QUIESCE;
      case Command.TakeBackup _ -> Step.BACKUP;
      case Command.ProveBackup _ -> Step.PROVE;
      case Command.MigrateTenant _ -> Step.MIGRATE;
      case Command.InspectTenant _ -> Step.INSPECT;
      case Command.VerifyTenant _ -> Step.VERIFY;
      case Command.RestoreBackup _ -> Step.RESTORE;
      case Command.ProveRestore _ -> Step.PROVE_RESTORE;
      case Command.ReleaseTenant _ -> Step.RELEASE;
    };
  }

  private Steps() {}
}
