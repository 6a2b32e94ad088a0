package dev.drydock.coordinator.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.MigrationScope;
import java.util.List;

/** A worker's answer in the coordinator's own words. */
public final class Facts {
  public static Fact of(Result result) {
    return switch (result) {
      case Result.PreflightPassed r ->
          new Fact.PreflightPassed(
              new MigrationScope(
                  r.schemaVersion(),
                  r.pending().size(),
                  r.nonTransactional().size(),
                  r.sizeBytes()));
      case Result.PreflightRefused(var reasons) -> new Fact.PreflightRefused(first(reasons));
      case Result.TenantQuiesced _ -> new Fact.Quiesced();
      case Result.BackupTaken(var backup, _) -> new Fact.BackupTaken(backup);
      case Result.BackupProven(var backup, var fingerprint, _) ->
          new Fact.BackupProven(backup, fingerprint);
      case Result.TenantMigrated _ -> new Fact.Migrated();
      case Result.MigrationFailed(var failure, var residue) ->
          new Fact.MigrationFailed(failure, residue);
      case Result.TenantInspected(var finding, _) -> new Fact.Inspected(finding);
      case Result.TenantVerified _ -> new Fact.Verified();
      case Result.VerificationFailed(var failures) -> new Fact.VerificationFailed(first(failures));
      case Result.BackupRestored _ -> new Fact.BackupRestored();
      case Result.RestoreProven(var fingerprint) -> new Fact.RestoreProven(fingerprint);
      case Result.RestoreDiffers(var failure) -> new Fact.RestoreDiffers(failure);
      case Result.TenantReleased _ -> new Fact.Released();
      case Result.StepFailed(_, var failure) -> new Fact.StepFailed(failure);
      case Result.StepUnknown(_, var failure) -> new Fact.StepUnknown(failure);
      case Result.StepFenced(_, var seen) ->
          new Fact.StepFenced(seen, Failure.of(FailureCode.FENCED).withCount(seen.value()));
    };
  }

  /** The first reason stands for all; a list without one is a defect of the worker. */
  private static Failure first(List<Failure> reasons) {
    return reasons.isEmpty() ? Failure.of(FailureCode.INTERNAL) : reasons.getFirst();
  }

  private Facts() {}
}
