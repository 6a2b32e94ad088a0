package dev.drydock.coordinator.domain.saga;

import static dev.drydock.coordinator.domain.saga.Troubles.again;
import static dev.drydock.coordinator.domain.saga.Troubles.againOr;
import static dev.drydock.coordinator.domain.saga.Troubles.park;
import static dev.drydock.coordinator.domain.saga.Troubles.unspent;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;

/**
 * The saga on one page, pure. The fact's token was already compared with the state's; what a state
 * ignores is listed. A state that comes back unchanged ignores the fact.
 */
public final class Transitions {

  /** Where the tenant is after this fact. */
  public static TenantUpgradeState next(TenantUpgradeState state, Fact fact) {
    return switch (state) {
      case Pending s -> pending(s, fact);
      case Preflight s -> preflight(s, fact);
      case Quiescing s -> quiescing(s, fact);
      case BackingUp s -> backingUp(s, fact);
      case Proving s -> proving(s, fact);
      case Migrating s -> migrating(s, fact);
      case Inspecting s -> inspecting(s, fact);
      case Verifying s -> verifying(s, fact);
      case Releasing s -> releasing(s, fact);
      case ReleasingUntouched s -> releasingUntouched(s, fact);
      case Restoring s -> WayBack.restoring(s, fact);
      case ProvingRestore s -> WayBack.provingRestore(s, fact);
      case ReleasingRestored s -> WayBack.releasingRestored(s, fact);
      case Parked s -> WayBack.parked(s, fact);
      case Restored s -> anew(s, fact);
      case Untouched s -> anew(s, fact);
      case Upgraded _ -> state;
    };
  }

  private static TenantUpgradeState pending(Pending s, Fact fact) {
    return switch (fact) {
      case Admit _ -> new Preflight(s.token().next(), 1, Writers.LET_IN);
      case Abort(var why) -> new Untouched(s.token(), why);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _, Inspected _ ->
          s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Trouble _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState preflight(Preflight s, Fact fact) {
    return switch (fact) {
      case PreflightPassed(var scope) when scope.nothingToDo() && s.writers() == Writers.LET_IN ->
          new Upgraded(s.token(), scope, null);
      case PreflightPassed(var scope) when scope.nothingToDo() ->
          new Releasing(s.token().next(), 1, scope, null);
      case PreflightPassed(var scope) -> new Quiescing(s.token().next(), 1, scope);
      case PreflightRefused(var why) -> leave(s, why);
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> leave(s, why));
      case StepUnknown(var why) -> again(s, () -> leave(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case Abort(var why) -> leave(s, why);
      case Quiesced _, BackupTaken _, BackupProven _, OfMigration _, Inspected _ -> s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState leave(Preflight s, Failure why) {
    return switch (s.writers()) {
      case LET_IN -> new Untouched(s.token(), why);
      case MAYBE_KEPT_OUT -> turnBack(s, why);
    };
  }

  private static ReleasingUntouched turnBack(Waiting s, Failure why) {
    return new ReleasingUntouched(s.token().next(), 1, why);
  }

  private static TenantUpgradeState quiescing(Quiescing s, Fact fact) {
    return switch (fact) {
      case Quiesced _ -> new BackingUp(s.token().next(), 1, s.scope());
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> turnBack(s, why));
      case StepUnknown(var why) -> again(s, () -> turnBack(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case Abort(var why) -> turnBack(s, why);
      case OfPreflight _, BackupTaken _, BackupProven _, OfMigration _, Inspected _ -> s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState backingUp(BackingUp s, Fact fact) {
    return switch (fact) {
      case BackupTaken(var backup) when backup.token().equals(s.token()) ->
          new Proving(s.token().next(), 1, s.scope(), backup, s.attempt());
      case BackupTaken _ -> again(s, () -> turnBack(s, Failure.of(FailureCode.BACKUP_CORRUPT)));
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> turnBack(s, why));
      case StepUnknown(var why) -> again(s, () -> turnBack(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case Abort(var why) -> turnBack(s, why);
      case OfPreflight _, Quiesced _, BackupProven _, OfMigration _, Inspected _ -> s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState proving(Proving s, Fact fact) {
    return switch (fact) {
      case BackupProven(var id, var fingerprint)
          when id.equals(s.backup().id()) && fingerprint.equals(s.backup().fingerprint()) ->
          new Migrating(s.token().next(), 1, s.scope(), new ProvenBackup(s.backup()));
      case BackupProven _ -> turnBack(s, Failure.of(FailureCode.FINGERPRINT_DIFFERS));
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) when unusable(why) -> backUpAnew(s, why);
      case StepFailed(var why) -> againOr(s, why, () -> turnBack(s, why));
      case StepUnknown(var why) -> again(s, () -> turnBack(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case Abort(var why) -> turnBack(s, why);
      case OfPreflight _, Quiesced _, BackupTaken _, OfMigration _, Inspected _ -> s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static boolean unusable(Failure why) {
    return why.code() == FailureCode.BACKUP_CORRUPT || why.code() == FailureCode.BACKUP_MISSING;
  }

  private static TenantUpgradeState backUpAnew(Proving s, Failure why) {
    return s.backupAttempt() < AttemptLimits.BACKUP
        ? new BackingUp(s.token().next(), s.backupAttempt() + 1, s.scope())
        : turnBack(s, why);
  }

  private static TenantUpgradeState migrating(Migrating s, Fact fact) {
    return switch (fact) {
      case Migrated _ -> new Verifying(s.token().next(), 1, s.scope(), s.backup());
      case MigrationFailed(var why, var residue) when residue == Residue.ROLLED_BACK_WHOLE ->
          againOr(s, why, () -> turnBack(s, why));
      case MigrationFailed(var why, _) -> restore(s, s.backup(), why);
      case StepFenced fenced ->
          Troubles.ahead(s, fenced) ? Troubles.behind(s, fenced) : look(s, fenced.why());
      case StepFailed(var why) -> look(s, why);
      case StepUnknown(var why) -> look(s, why);
      case NoAnswer(var why) -> lookUnspent(s, why);
      case OutageMet(var why) -> lookUnspent(s, why);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, Inspected _ -> s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static Inspecting look(Migrating s, Failure why) {
    return new Inspecting(s.token().next(), 1, s.scope(), s.backup(), s.attempt(), why);
  }

  /** The migration was never begun: found unchanged, this attempt is had again. */
  private static Inspecting lookUnspent(Migrating s, Failure why) {
    return new Inspecting(s.token().next(), 1, s.scope(), s.backup(), s.attempt() - 1, why);
  }

  private static Restoring restore(Waiting s, ProvenBackup backup, Failure why) {
    return new Restoring(s.token().next(), 1, backup, why);
  }

  private static TenantUpgradeState inspecting(Inspecting s, Fact fact) {
    return switch (fact) {
      case Inspected(var finding) -> found(s, finding);
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> park(s, why));
      case StepUnknown(var why) -> again(s, () -> park(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState found(Inspecting s, Finding finding) {
    return switch (finding) {
      case UNCHANGED ->
          s.migrateAttempt() < AttemptLimits.migrate(s.scope())
              ? new Migrating(s.token().next(), s.migrateAttempt() + 1, s.scope(), s.backup())
              : turnBack(s, s.why());
      case MIGRATED -> new Verifying(s.token().next(), 1, s.scope(), s.backup());
      case PARTIAL -> restore(s, s.backup(), s.why());
      case LEDGER_BEHIND -> park(s, Failure.of(FailureCode.LEDGER_BEHIND));
    };
  }

  private static TenantUpgradeState verifying(Verifying s, Fact fact) {
    return switch (fact) {
      case Verified _ -> new Releasing(s.token().next(), 1, s.scope(), s.backup());
      case VerificationFailed(var why) -> restore(s, s.backup(), why);
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> restore(s, s.backup(), why));
      case StepUnknown(var why) -> again(s, () -> restore(s, s.backup(), why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState releasing(Releasing s, Fact fact) {
    return switch (fact) {
      case Released _ -> new Upgraded(s.token(), s.scope(), s.backup());
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> park(s, why));
      case StepUnknown(var why) -> again(s, () -> park(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, OfVerification _, BackupRestored _, OfRestoreProof _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  private static TenantUpgradeState releasingUntouched(ReleasingUntouched s, Fact fact) {
    return switch (fact) {
      case Released _ -> new Untouched(s.token(), s.why());
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> park(s, why));
      case StepUnknown(var why) -> again(s, () -> park(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, OfVerification _, BackupRestored _, OfRestoreProof _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  /** Over for this pass; only a new one leads on. */
  private static TenantUpgradeState anew(Final s, Fact fact) {
    return switch (fact) {
      case Retry(var highest) ->
          new Pending(highest.compareTo(s.token()) > 0 ? highest : s.token());
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _, Inspected _ ->
          s;
      case OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Trouble _, Abort _, Admit _, Resolve _ -> s;
    };
  }

  private Transitions() {}
}
