package dev.drydock.coordinator.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.plan.Finding;
import dev.drydock.coordinator.domain.release.Reachability;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.tenant.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A worker's answer to a check, in a plan's words. */
final class Findings {
  private static final int MOST_REASONS = 5;
  private static final String AGAIN = "mend it or wait, then plan again";

  /**
   * @param standing what was known of the tenant before
   * @return empty when it answers no check
   */
  static Optional<Finding> of(Result result, Release release, Standing standing) {
    return switch (result) {
      case Result.PreflightPassed passed -> Optional.of(passed(passed, release, standing));
      case Result.PreflightRefused(var reasons) -> Optional.of(refused(reasons));
      case Result.StepFailed(var step, var failure) when step == Step.PREFLIGHT ->
          Optional.of(refused(List.of(failure)));
      case Result.StepUnknown(var step, var failure) when step == Step.PREFLIGHT ->
          Optional.of(refused(List.of(failure)));
      case Result.StepFenced(var step, _) when step == Step.PREFLIGHT ->
          Optional.of(new Finding.Refused("its worker is busy with an upgrade of it", AGAIN));
      case Result.StepFailed _, Result.StepUnknown _, Result.StepFenced _ -> Optional.empty();
      case Result.TenantQuiesced _, Result.BackupTaken _, Result.BackupProven _ -> Optional.empty();
      case Result.TenantMigrated _, Result.MigrationFailed _ -> Optional.empty();
      case Result.TenantInspected _, Result.TenantVerified _ -> Optional.empty();
      case Result.VerificationFailed _, Result.BackupRestored _ -> Optional.empty();
      case Result.RestoreProven _, Result.RestoreDiffers _ -> Optional.empty();
      case Result.TenantReleased _ -> Optional.empty();
    };
  }

  /** What the answer teaches about the tenant; empty when nothing. */
  static Optional<Standing> standing(Result result, Instant now) {
    return result instanceof Result.PreflightPassed passed
        ? Optional.of(new Standing(null, passed.schemaVersion(), passed.sizeBytes(), now))
        : Optional.empty();
  }

  private static Finding passed(Result.PreflightPassed passed, Release release, Standing standing) {
    if (passed.pending().isEmpty()) {
      return new Finding.AlreadyThere();
    }
    var seen = new Standing(standing.release(), passed.schemaVersion(), passed.sizeBytes(), null);
    return switch (Reachability.of(release, seen)) {
      case Reachability.NotReachable(var reason) -> new Finding.Refused(reason, null);
      case Reachability.Reachable _, Reachability.AlreadyThere _ ->
          new Finding.ToUpgrade(
              passed.pending(), passed.nonTransactional(), passed.sizeBytes(), passed.notes());
    };
  }

  private static Finding refused(List<Failure> reasons) {
    var text =
        reasons.stream()
            .limit(MOST_REASONS)
            .map(Failure::summary)
            .collect(Collectors.joining("; "));
    var advice = reasons.stream().map(Failure::advice).filter(Objects::nonNull).findFirst();
    return new Finding.Refused(text.isEmpty() ? "no reason was given" : text, advice.orElse(null));
  }

  private Findings() {}
}
