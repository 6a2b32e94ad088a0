package dev.drydock.coordinator.domain.saga;

import static dev.drydock.coordinator.domain.saga.Troubles.again;
import static dev.drydock.coordinator.domain.saga.Troubles.againOr;
import static dev.drydock.coordinator.domain.saga.Troubles.park;
import static dev.drydock.coordinator.domain.saga.Troubles.unspent;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.util.Optional;

/** The transitions after something went wrong: restoring, and what people decide. */
final class WayBack {

  static TenantUpgradeState restoring(Restoring s, Fact fact) {
    return switch (fact) {
      case BackupRestored _ -> new ProvingRestore(s.token().next(), 1, s.backup(), s.why());
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> park(s, why));
      case StepUnknown(var why) -> again(s, () -> park(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, OfVerification _, OfRestoreProof _, Released _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  static TenantUpgradeState provingRestore(ProvingRestore s, Fact fact) {
    return switch (fact) {
      case RestoreProven(var fingerprint)
          when fingerprint.equals(s.backup().reference().fingerprint()) ->
          new ReleasingRestored(s.token().next(), 1, s.backup(), s.why());
      case RestoreProven _ -> park(s, Failure.of(FailureCode.FINGERPRINT_DIFFERS));
      case RestoreDiffers(var why) -> park(s, why);
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> park(s, why));
      case StepUnknown(var why) -> again(s, () -> park(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, OfVerification _, BackupRestored _, Released _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  static TenantUpgradeState releasingRestored(ReleasingRestored s, Fact fact) {
    return switch (fact) {
      case Released _ -> new Restored(s.token(), s.backup(), s.why());
      case StepFenced fenced -> Troubles.fenced(s, fenced);
      case StepFailed(var why) -> againOr(s, why, () -> park(s, why));
      case StepUnknown(var why) -> again(s, () -> park(s, why));
      case NoAnswer _, OutageMet _ -> unspent(s);
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, OfVerification _, BackupRestored _, OfRestoreProof _ -> s;
      case Abort _, Admit _, Retry _, Resolve _ -> s;
    };
  }

  static TenantUpgradeState parked(Parked s, Fact fact) {
    return switch (fact) {
      case Resolve(var action) ->
          switch (action) {
            case RETRY -> ledgerIsBehind(s) ? s : retry(s);
            case ACCEPT -> accept(s);
            case RESTORE -> {
              var backup = backupOf(s.interrupted());
              yield backup.isPresent()
                  ? new Restoring(s.token().next(), 1, backup.get(), s.why())
                  : s;
            }
          };
      case OfPreflight _, Quiesced _, BackupTaken _, BackupProven _, OfMigration _ -> s;
      case Inspected _, OfVerification _, BackupRestored _, OfRestoreProof _, Released _ -> s;
      case Trouble _, Abort _, Admit _, Retry _ -> s;
    };
  }

  /**
   * A ledger that was set back does not know what it has forgotten: a backup, half a migration,
   * writers let in. Going on from what it remembers would take that for the state to come back to.
   */
  static boolean ledgerIsBehind(Parked s) {
    return s.why().code() == FailureCode.LEDGER_BEHIND;
  }

  /** What a retry may not repeat blindly, a migration, is looked at first. */
  private static TenantUpgradeState retry(Parked s) {
    var token = s.token().next();
    return switch (s.interrupted()) {
      case Migrating m -> new Inspecting(token, 1, m.scope(), m.backup(), m.attempt(), s.why());
      case Preflight _ -> new Preflight(token, 1, Writers.MAYBE_KEPT_OUT);
      case Quiescing w -> w.again(token, 1);
      case BackingUp w -> w.again(token, 1);
      case Proving w -> w.again(token, 1);
      case Inspecting w -> w.again(token, 1);
      case Verifying w -> w.again(token, 1);
      case Releasing w -> w.again(token, 1);
      case ReleasingUntouched w -> w.again(token, 1);
      case Restoring w -> w.again(token, 1);
      case ProvingRestore w -> w.again(token, 1);
      case ReleasingRestored w -> w.again(token, 1);
    };
  }

  /**
   * The person vouches for the database as it stands. What may hold the new release is verified; a
   * release done by hand is believed.
   */
  private static TenantUpgradeState accept(Parked s) {
    var token = s.token().next();
    return switch (s.interrupted()) {
      case Preflight _, Quiescing _, BackingUp _, Proving _ ->
          new ReleasingUntouched(token, 1, s.why());
      case Migrating w -> new Verifying(token, 1, w.scope(), w.backup());
      case Inspecting w -> new Verifying(token, 1, w.scope(), w.backup());
      case Verifying w -> new Verifying(token, 1, w.scope(), w.backup());
      case Releasing w -> new Upgraded(s.token(), w.scope(), w.backup());
      case ReleasingUntouched w -> new Untouched(s.token(), w.why());
      case Restoring w -> new ReleasingRestored(token, 1, w.backup(), w.why());
      case ProvingRestore w -> new ReleasingRestored(token, 1, w.backup(), w.why());
      case ReleasingRestored w -> new Restored(s.token(), w.backup(), w.why());
    };
  }

  /** The proven backup that a restore could use; none before the proof. */
  static Optional<ProvenBackup> backupOf(Waiting state) {
    return switch (state) {
      case Preflight _, Quiescing _, BackingUp _, Proving _, ReleasingUntouched _ ->
          Optional.empty();
      case Migrating w -> Optional.of(w.backup());
      case Inspecting w -> Optional.of(w.backup());
      case Verifying w -> Optional.of(w.backup());
      case Releasing w -> Optional.ofNullable(w.backup());
      case Restoring w -> Optional.of(w.backup());
      case ProvingRestore w -> Optional.of(w.backup());
      case ReleasingRestored w -> Optional.of(w.backup());
    };
  }

  private WayBack() {}
}
