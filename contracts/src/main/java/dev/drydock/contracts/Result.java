package dev.drydock.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker answers on {@link Topics#RESULTS}, under the token of the command it answers. */
public sealed interface Result {

  /**
   * @param schemaVersion the tenant's history says this; empty when it has none
   * @param pending names of the scripts to apply, in order; empty when the tenant is already there
   * @param nonTransactional those of them that the engine cannot roll back
   * @param sizeBytes of the tenant's data, as the server estimates it
   * @param notes what is worth saying and does not refuse
   */
  record PreflightPassed(
      String schemaVersion,
      List<String> pending,
      List<String> nonTransactional,
      long sizeBytes,
      List<String> notes)
      implements Result {
    public PreflightPassed {
      pending = List.copyOf(pending);
      nonTransactional = List.copyOf(nonTransactional);
      notes = List.copyOf(notes);
    }
  }

  /** At least one reason; nothing was touched. */
  record PreflightRefused(List<Failure> reasons) implements Result {
    public PreflightRefused {
      reasons = List.copyOf(reasons);
    }
  }

  record TenantQuiesced(int sessionsEnded) implements Result {}

  record BackupTaken(BackupReference backup, long durationMs) implements Result {}

  /** The backup was restored into a scratch database and its fingerprint equals the source's. */
  record BackupProven(BackupId backup, Fingerprint fingerprint, long durationMs)
      implements Result {}

  /**
   * @param scripts how many were applied by this attempt
   */
  record TenantMigrated(String schemaVersion, int scripts, long durationMs) implements Result {}

  record MigrationFailed(Failure failure, Residue residue) implements Result {}

  /** What a failed migration left behind. */
  enum Residue {
    /** Everything was rolled back and the fingerprint equals the backup's. */
    ROLLED_BACK_WHOLE,
    /** Something may have stayed: only a restore puts the tenant back. */
    LEFT_TRACES
  }

  record TenantInspected(Finding finding, @Nullable Failure failure) implements Result {}

  /** What inspecting found in the tenant's own database; older sessions are gone by then. */
  enum Finding {
    /** No script took effect: fingerprint equal to the backup's, no open intent. */
    UNCHANGED,
    /** Every pending script has its receipt. */
    MIGRATED,
    /** Some scripts took effect, or an intent has no receipt. */
    PARTIAL,
    /** The tenant's own fence is ahead of this ledger. */
    LEDGER_BEHIND
  }

  record TenantVerified(String schemaVersion, int assertions) implements Result {}

  record VerificationFailed(List<Failure> failures) implements Result {
    public VerificationFailed {
      failures = List.copyOf(failures);
    }
  }

  /**
   * @param keptCopy where the failed database or schema was put aside, for a person to look at
   */
  record BackupRestored(@Nullable String keptCopy, long durationMs) implements Result {}

  record RestoreProven(Fingerprint fingerprint) implements Result {}

  record RestoreDiffers(Failure failure) implements Result {}

  record TenantReleased() implements Result {}

  /** The step did not happen; by the failure's kind, trying again may help. */
  record StepFailed(Step step, Failure failure) implements Result {}

  /** Nobody knows whether the step took effect: its worker was lost in the middle of it. */
  record StepUnknown(Step step, Failure failure) implements Result {}

  /** The resource holds a higher token than the command's: {@code seen}. */
  record StepFenced(Step step, Token seen) implements Result {}
}
