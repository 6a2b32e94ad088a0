package dev.drydock.verification.simulation.mutants;

import dev.drydock.backup.application.Archives;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.verification.simulation.workers.Alterations;
import dev.drydock.verification.simulation.workers.Lapse;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Breakages of what the workers do. */
final class WorkerMutants {
  static Alterations leavingOut(Lapse... lapses) {
    return new Alterations() {
      @Override
      public Set<Lapse> lapses() {
        return Set.of(lapses);
      }
    };
  }

  private static Alterations altering(UnaryOperator<StepExecutor> steps) {
    return new Alterations() {
      @Override
      public StepExecutor step(StepExecutor real) {
        return steps.apply(real);
      }
    };
  }

  private static Alterations instead(Function<Command, Optional<Result>> answers) {
    return altering(real -> AlteredStep.answeringInstead(real, answers));
  }

  private static Alterations answering(BiFunction<Command, Result, Result> answers) {
    return altering(real -> AlteredStep.changingAnswers(real, answers));
  }

  /** Nobody looks; what was begun is begun once more. */
  static Alterations blindRerun() {
    return instead(command ->
        command instanceof Command.InspectTenant
            ? Optional.of(new Result.TenantInspected(Result.Finding.UNCHANGED, null))
            : Optional.empty());
  }

  /** The history alone is believed: what it does not show has not happened. */
  static Alterations historyBelieved() {
    return answering((_, result) ->
        result instanceof Result.TenantInspected(var finding, _)
                && finding == Result.Finding.PARTIAL
            ? new Result.TenantInspected(Result.Finding.UNCHANGED, null)
            : result);
  }

  /** The store said yes, so the backup is taken for proven. */
  static Alterations putTrusted() {
    return instead(command ->
        command instanceof Command.ProveBackup(_, var backup)
            ? Optional.of(new Result.BackupProven(backup.id(), backup.fingerprint(), 1))
            : Optional.empty());
  }

  /** A trial whose outcome differs from the source is reported as a proof. */
  static Alterations differenceOverlooked() {
    return answering((command, result) ->
        command instanceof Command.ProveBackup(_, var backup)
                && result instanceof Result.StepFailed(_, var failure)
                && failure.code() == FailureCode.FINGERPRINT_DIFFERS
            ? new Result.BackupProven(backup.id(), backup.fingerprint(), 1)
            : result);
  }

  static Alterations claimSkipped() {
    return new Alterations() {
      @Override
      public Claims claims(Claims real) {
        return (_, _) -> Claims.Answer.GRANTED;
      }
    };
  }

  static Alterations silenceIsConsent() {
    return new Alterations() {
      @Override
      public Claims claims(Claims real) {
        return (command, execution) ->
            real.claim(command, execution) == Claims.Answer.REFUSED
                ? Claims.Answer.REFUSED
                : Claims.Answer.GRANTED;
      }
    };
  }

  /** Without the claim it would be harmless: the second execution would be refused. */
  static Alterations lostStepRepeated() {
    return new Alterations() {
      @Override
      public StepExecutor step(StepExecutor real) {
        return AlteredStep.repeatedWhenLost(real);
      }

      @Override
      public Claims claims(Claims real) {
        return (_, _) -> Claims.Answer.GRANTED;
      }
    };
  }

  static Alterations unknownIsFailed() {
    return answering((_, result) ->
        result instanceof Result.StepUnknown(var step, var failure) && step == Step.MIGRATE
            ? new Result.MigrationFailed(failure, Result.Residue.ROLLED_BACK_WHOLE)
            : result);
  }

  static Alterations tracesDenied() {
    return answering((_, result) ->
        result instanceof Result.MigrationFailed(var failure, _)
            ? new Result.MigrationFailed(failure, Result.Residue.ROLLED_BACK_WHOLE)
            : result);
  }

  static Alterations nothingVerified() {
    return instead(command ->
        command instanceof Command.VerifyTenant(_, var release)
            ? Optional.of(new Result.TenantVerified(release.schemaVersion(), 0))
            : Optional.empty());
  }

  static Alterations sentAfterForgotten() {
    return new Alterations() {
      @Override
      public boolean forgetsBeforeItSends() {
        return true;
      }
    };
  }

  static Alterations knownCommandsExecutedAgain() {
    return new Alterations() {
      @Override
      public boolean forgetsCommands() {
        return true;
      }
    };
  }

  /** The manifest says that there is an archive before there is one. */
  static Alterations manifestFirst() {
    return new Alterations() {
      @Override
      public Archives archives(Archives real) {
        return new HastyArchives(real);
      }
    };
  }

  private WorkerMutants() {}
}
