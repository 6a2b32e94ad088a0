package dev.drydock.coordinator.domain.saga;

import static dev.drydock.coordinator.domain.saga.Samples.BACKUP;
import static dev.drydock.coordinator.domain.saga.Samples.FINGERPRINT;
import static dev.drydock.coordinator.domain.saga.Samples.MIXED;
import static dev.drydock.coordinator.domain.saga.Samples.NEXT;
import static dev.drydock.coordinator.domain.saga.Samples.NOTHING;
import static dev.drydock.coordinator.domain.saga.Samples.OTHER;
import static dev.drydock.coordinator.domain.saga.Samples.PASSES;
import static dev.drydock.coordinator.domain.saga.Samples.PROVEN;
import static dev.drydock.coordinator.domain.saga.Samples.REFUSED;
import static dev.drydock.coordinator.domain.saga.Samples.SCOPE;
import static dev.drydock.coordinator.domain.saga.Samples.STAYS;
import static dev.drydock.coordinator.domain.saga.Samples.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static TenantUpgradeState when(TenantUpgradeState given, Fact fact) {
    return Transitions.next(given, fact);
  }

  @Test
  void givenATenantThatIsThereAlready_whenPreflightPasses_thenItIsNeverQuiesced() {
    var next = when(new Preflight(TOKEN, 1, Writers.LET_IN), new PreflightPassed(NOTHING));

    assertThat(next).isEqualTo(new Upgraded(TOKEN, NOTHING, null));
  }

  @Test
  void givenPreflight_whenItRefuses_thenNothingHasToBeReleased() {
    var next = when(new Preflight(TOKEN, 1, Writers.LET_IN), new PreflightRefused(REFUSED));

    assertThat(next).isEqualTo(new Untouched(TOKEN, REFUSED));
  }

  @Test
  void givenPreflightAfterParking_whenItRefuses_thenTheWritersAreLetInFirst() {
    var next = when(new Preflight(TOKEN, 1, Writers.MAYBE_KEPT_OUT), new PreflightRefused(REFUSED));

    assertThat(next).isEqualTo(new ReleasingUntouched(NEXT, 1, REFUSED));
  }

  @Test
  void givenBackingUp_whenTheStoreIsAway_thenTheNextAttemptHasATokenOfItsOwn() {
    var next = when(new BackingUp(TOKEN, 2, SCOPE), new StepFailed(PASSES));

    assertThat(next).isEqualTo(new BackingUp(NEXT, 3, SCOPE));
  }

  @Test
  void givenTheLastAttemptAtABackup_whenItFails_thenTheTenantIsLeftUntouched() {
    var next = when(new BackingUp(TOKEN, 5, SCOPE), new StepFailed(PASSES));

    assertThat(next).isEqualTo(new ReleasingUntouched(NEXT, 1, PASSES));
  }

  @Test
  void givenBackingUp_whenABackupOfAnotherAttemptIsReported_thenItIsNotBelieved() {
    var next = when(new BackingUp(TOKEN, 1, SCOPE), new BackupTaken(Samples.backup(new Token(3))));

    assertThat(next).isEqualTo(new BackingUp(NEXT, 2, SCOPE));
  }

  @Test
  void givenProving_whenTheBackupIsCorrupt_thenANewOneIsTaken() {
    var corrupt = Failure.of(FailureCode.BACKUP_CORRUPT);

    var next = when(new Proving(TOKEN, 1, SCOPE, BACKUP, 2), new StepFailed(corrupt));

    assertThat(next).isEqualTo(new BackingUp(NEXT, 3, SCOPE));
  }

  @Test
  void givenTheLastBackup_whenItIsCorruptToo_thenTheTenantIsLeftUntouched() {
    var corrupt = Failure.of(FailureCode.BACKUP_CORRUPT);

    var next = when(new Proving(TOKEN, 1, SCOPE, BACKUP, 5), new StepFailed(corrupt));

    assertThat(next).isEqualTo(new ReleasingUntouched(NEXT, 1, corrupt));
  }

  @Test
  void givenProving_whenTheFingerprintDiffers_thenNobodyMigrates() {
    var next = when(new Proving(TOKEN, 1, SCOPE, BACKUP, 1), new BackupProven(BACKUP.id(), OTHER));

    assertThat(next)
        .isEqualTo(new ReleasingUntouched(NEXT, 1, Failure.of(FailureCode.FINGERPRINT_DIFFERS)));
  }

  @Test
  void givenMigrating_whenNoAnswerComes_thenItLooksBeforeItActs() {
    var silence = Failure.of(FailureCode.NO_ANSWER);

    var next = when(new Migrating(TOKEN, 1, SCOPE, PROVEN), new NoAnswer(silence));

    assertThat(next).isEqualTo(new Inspecting(NEXT, 1, SCOPE, PROVEN, 0, silence));
  }

  @Test
  void givenAMigrationThatNobodyBegan_whenItIsFoundUnchanged_thenItsOnlyAttemptIsHadAgain() {
    var silence = new NoAnswer(Failure.of(FailureCode.NO_ANSWER));

    var inspecting = when(new Migrating(TOKEN, 1, MIXED, PROVEN), silence);
    var next = when(inspecting, new Inspected(Finding.UNCHANGED));

    assertThat(next).isEqualTo(new Migrating(NEXT.next(), 1, MIXED, PROVEN));
  }

  @Test
  void givenEveryStepButTheMigration_whenNobodyAnswersForAWeek_thenNoAttemptIsSpent() {
    var silence = new NoAnswer(Failure.of(FailureCode.NO_ANSWER));
    for (var step : Samples.waiting(3)) {
      TenantUpgradeState state = step;
      for (int i = 0; i < 5_000 && !(step instanceof Migrating); i++) {
        state = when(state, silence);
      }

      var same = step instanceof Migrating ? step : step.again(state.token(), step.attempt());
      assertThat(state).isEqualTo(same);
    }
  }

  @Test
  void givenMigrating_whenTheWorkerFailsInsideIt_thenItLooksToo() {
    var inside = Failure.of(FailureCode.INTERNAL);

    var next = when(new Migrating(TOKEN, 1, SCOPE, PROVEN), new StepFailed(inside));

    assertThat(next).isEqualTo(new Inspecting(NEXT, 1, SCOPE, PROVEN, 1, inside));
  }

  @Test
  void givenMigrating_whenEverythingWasRolledBack_thenTheTenantIsUntouched() {
    var next =
        when(
            new Migrating(TOKEN, 1, SCOPE, PROVEN),
            new MigrationFailed(STAYS, Residue.ROLLED_BACK_WHOLE));

    assertThat(next).isEqualTo(new ReleasingUntouched(NEXT, 1, STAYS));
  }

  @Test
  void givenALockTimeout_whenEverythingWasRolledBack_thenItIsTriedOnceMore() {
    var locked = Failure.of(FailureCode.LOCK_TIMEOUT);
    var failed = new MigrationFailed(locked, Residue.ROLLED_BACK_WHOLE);

    var second = when(new Migrating(TOKEN, 1, SCOPE, PROVEN), failed);
    var after = when(second, failed);

    assertThat(second).isEqualTo(new Migrating(NEXT, 2, SCOPE, PROVEN));
    assertThat(after).isEqualTo(new ReleasingUntouched(NEXT.next(), 1, locked));
  }

  @Test
  void givenAScriptThatCannotRollBack_whenItsOutcomeIsUnknownAndNothingHappened_thenNoSecondTry() {
    var why = Failure.of(FailureCode.TAKEN_OVER);

    var inspecting = when(new Migrating(TOKEN, 1, MIXED, PROVEN), new StepUnknown(why));
    var next = when(inspecting, new Inspected(Finding.UNCHANGED));

    assertThat(next).isEqualTo(new ReleasingUntouched(NEXT.next(), 1, why));
  }

  @Test
  void givenMigrating_whenItLeftTraces_thenTheBackupIsPutBack() {
    var next =
        when(
            new Migrating(TOKEN, 1, SCOPE, PROVEN),
            new MigrationFailed(PASSES, Residue.LEFT_TRACES));

    assertThat(next).isEqualTo(new Restoring(NEXT, 1, PROVEN, PASSES));
  }

  @Test
  void givenInspecting_whenThePartsOfAScriptAreFound_thenTheBackupIsPutBack() {
    var next =
        when(new Inspecting(TOKEN, 1, SCOPE, PROVEN, 1, PASSES), new Inspected(Finding.PARTIAL));

    assertThat(next).isEqualTo(new Restoring(NEXT, 1, PROVEN, PASSES));
  }

  @Test
  void givenVerifying_whenAnAssertionFails_thenTheBackupIsPutBack() {
    var next = when(new Verifying(TOKEN, 1, SCOPE, PROVEN), new VerificationFailed(STAYS));

    assertThat(next).isEqualTo(new Restoring(NEXT, 1, PROVEN, STAYS));
  }

  @Test
  void givenTheThirdRestore_whenItFails_thenAPersonIsNeeded() {
    var third = new Restoring(TOKEN, 3, PROVEN, STAYS);

    var next = when(third, new StepFailed(PASSES));

    assertThat(next).isEqualTo(new Parked(NEXT, third, PASSES));
  }

  @Test
  void givenProvingRestore_whenTheTenantDiffers_thenAPersonIsNeeded() {
    var proving = new ProvingRestore(TOKEN, 1, PROVEN, STAYS);

    var next = when(proving, new RestoreProven(OTHER));

    assertThat(next)
        .isEqualTo(new Parked(NEXT, proving, Failure.of(FailureCode.FINGERPRINT_DIFFERS)));
  }

  @Test
  void givenProvingRestore_whenTheTenantIsEqual_thenItsWritersAreLetIn() {
    var next = when(new ProvingRestore(TOKEN, 1, PROVEN, STAYS), new RestoreProven(FINGERPRINT));

    assertThat(next).isEqualTo(new ReleasingRestored(NEXT, 1, PROVEN, STAYS));
  }

  @Test
  void givenAHigherTokenAtTheResource_whenAStepIsFenced_thenTheLedgerIsBehindAndTheTokenRaised() {
    var quiescing = new Quiescing(TOKEN, 1, SCOPE);
    var fenced = new StepFenced(new Token(70), Failure.of(FailureCode.FENCED));

    var next = when(quiescing, fenced);

    assertThat(next)
        .isEqualTo(new Parked(new Token(71), quiescing, Failure.of(FailureCode.LEDGER_BEHIND)));
  }

  @Test
  void givenARefusedClaim_whenAnotherExecutionMayHoldIt_thenANewTokenOutranksIt() {
    var next =
        when(new Quiescing(TOKEN, 1, SCOPE), new StepFailed(Failure.of(FailureCode.CLAIM_REFUSED)));

    assertThat(next).isEqualTo(new Quiescing(NEXT, 2, SCOPE));
  }

  @Test
  void givenAMigrationUnderWay_whenTheUpgradeIsAborted_thenItGoesOnToItsEnd() {
    var migrating = new Migrating(TOKEN, 1, SCOPE, PROVEN);

    assertThat(when(migrating, new Abort(Failure.of(FailureCode.ABORTED)))).isEqualTo(migrating);
  }

  @Test
  void givenParkedWhileMigrating_whenAPersonSaysRetry_thenItLooksFirst() {
    var parked = new Parked(NEXT, new Migrating(TOKEN, 2, SCOPE, PROVEN), STAYS);

    var next = when(parked, new Resolve(Resolution.RETRY));

    assertThat(next).isEqualTo(new Inspecting(NEXT.next(), 1, SCOPE, PROVEN, 2, STAYS));
  }

  @Test
  void
      givenParkedForALedgerThatIsBehind_whenAPersonSaysRetry_thenNothingGoesOnFromWhatItRemembers() {
    var why = Failure.of(FailureCode.LEDGER_BEHIND);
    var parked = new Parked(NEXT, new Quiescing(TOKEN, 1, SCOPE), why);

    assertThat(when(parked, new Resolve(Resolution.RETRY))).isEqualTo(parked);
    assertThat(when(parked, new Resolve(Resolution.ACCEPT)))
        .isEqualTo(new ReleasingUntouched(NEXT.next(), 1, why));
  }

  @Test
  void givenParkedBeforeTheProof_whenAPersonSaysRestore_thenThereIsNothingToRestore() {
    var parked = new Parked(NEXT, new BackingUp(TOKEN, 5, SCOPE), STAYS);

    assertThat(when(parked, new Resolve(Resolution.RESTORE))).isEqualTo(parked);
  }

  @Test
  void givenRestored_whenRetried_thenNothingOfTheEarlierProofIsLeft() {
    var next = when(new Restored(TOKEN, PROVEN, STAYS), new Retry(Token.NONE));

    assertThat(next).isEqualTo(new Pending(TOKEN));
    assertThat(Known.provenBackup(next)).isEmpty();
  }

  @Test
  void givenATenantThatMovedOnElsewhere_whenRetried_thenThePassBeginsFromItsHighestToken() {
    var next = when(new Restored(TOKEN, PROVEN, STAYS), new Retry(new Token(500)));

    assertThat(next).isEqualTo(new Pending(new Token(500)));
  }
}
