package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Token;

/**
 * What happened, in the coordinator's own words. A worker's answer becomes a fact only when its
 * token is the state's own.
 */
public sealed interface Fact {

  /** Answers to {@code CheckTenant}. */
  sealed interface OfPreflight extends Fact {}

  record PreflightPassed(MigrationScope scope) implements OfPreflight {}

  record PreflightRefused(Failure why) implements OfPreflight {}

  /** The answer to {@code QuiesceTenant}. */
  record Quiesced() implements Fact {}

  /** The answer to {@code TakeBackup}. */
  record BackupTaken(BackupReference backup) implements Fact {}

  /** The answer to {@code ProveBackup}. */
  record BackupProven(BackupId backup, Fingerprint fingerprint) implements Fact {}

  /** Answers to {@code MigrateTenant}. */
  sealed interface OfMigration extends Fact {}

  record Migrated() implements OfMigration {}

  record MigrationFailed(Failure why, Result.Residue residue) implements OfMigration {}

  /** The answer to {@code InspectTenant}. */
  record Inspected(Result.Finding finding) implements Fact {}

  /** Answers to {@code VerifyTenant}. */
  sealed interface OfVerification extends Fact {}

  record Verified() implements OfVerification {}

  record VerificationFailed(Failure why) implements OfVerification {}

  /** The answer to {@code RestoreBackup}. */
  record BackupRestored() implements Fact {}

  /** Answers to {@code ProveRestore}. */
  sealed interface OfRestoreProof extends Fact {}

  record RestoreProven(Fingerprint fingerprint) implements OfRestoreProof {}

  record RestoreDiffers(Failure why) implements OfRestoreProof {}

  /** The answer to {@code ReleaseTenant}. */
  record Released() implements Fact {}

  /** Any step may end in one of these. */
  sealed interface Trouble extends Fact {
    Failure why();
  }

  /** The worker says that the step did not happen. */
  record StepFailed(Failure why) implements Trouble {}

  /** What the step needs does not answer; patience is not at its end. No attempt is spent. */
  record OutageMet(Failure why) implements Trouble {}

  /** Nobody knows: the worker was lost in the middle of it. Spends the attempt. */
  record StepUnknown(Failure why) implements Trouble {}

  /**
   * Nobody has answered, or said that it is alive, for too long, and nobody had claimed a
   * migration: nobody is there. No attempt is spent.
   */
  record NoAnswer(Failure why) implements Trouble {}

  /** The resource holds another token than the command's. */
  record StepFenced(Token seen, Failure why) implements Trouble {}

  /** What people and the admission say. */
  sealed interface Order extends Fact {}

  /** The tenant's turn has come. */
  record Admit() implements Order {}

  /** The upgrade is being aborted: whoever is not being migrated yet turns back. */
  record Abort(Failure why) implements Order {}

  /**
   * A new pass: everything anew, an earlier proof never counts.
   *
   * @param highest the highest token that the tenant has ever had, in whatever upgrade
   */
  record Retry(Token highest) implements Order {}

  /** A person's decision about a parked tenant. */
  record Resolve(Resolution action) implements Order {}

  /** What a person can decide about a parked tenant. */
  enum Resolution {
    /** Put the proven backup of this pass back. */
    RESTORE,
    /** Do the step again on which the tenant was parked. */
    RETRY,
    /** The tenant was put in order by hand: go on as if the step had succeeded. */
    ACCEPT
  }
}
