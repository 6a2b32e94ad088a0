package dev.drydock.notifier.domain;

import dev.drydock.contracts.Event.TenantMoved;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Step;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one tenant is in one upgrade, after the event with this sequence.
 *
 * @param sequence of the last event applied, 0 before the first
 * @param failure the latest that still explains the state, {@code null} when there is none
 * @param failedStep the step that {@code failure} ended
 * @param workedMs sum of the ended steps of this pass
 * @param since when it came into this state
 */
public record TenantStatus(
    TenantKey key,
    int wave,
    int pass,
    String state,
    @Nullable Step step,
    int attempt,
    @Nullable Failure failure,
    @Nullable Step failedStep,
    long backupBytes,
    boolean backupProven,
    long workedMs,
    long sequence,
    @Nullable Instant since) {

  static TenantStatus pending(TenantKey key, int wave) {
    return new TenantStatus(key, wave, 0, "PENDING", null, 1, null, null, 0, false, 0, 0, null);
  }

  TenantStatus inWave(int number) {
    return new TenantStatus(
        key,
        number,
        pass,
        state,
        step,
        attempt,
        failure,
        failedStep,
        backupBytes,
        backupProven,
        workedMs,
        sequence,
        since);
  }

  TenantStatus after(TenantMoved moved, long eventSequence) {
    boolean newPass = moved.pass() != pass;
    var backup = moved.backup();
    var why = explains(moved, newPass);
    return new TenantStatus(
        key,
        moved.wave(),
        moved.pass(),
        moved.to(),
        moved.step(),
        moved.attempt(),
        why,
        why == null ? null : WayBack.failureOfStep(moved) != null ? moved.endedStep() : failedStep,
        backup != null ? backup.sizeBytes() : newPass ? 0 : backupBytes,
        backup != null ? "PROVEN".equals(backup.proof()) : !newPass && backupProven,
        (newPass ? 0 : workedMs) + moved.stepDurationMs(),
        eventSequence,
        moved.at());
  }

  /** A failure stays until its own step succeeds, the tenant is upgraded, or a new pass begins. */
  private @Nullable Failure explains(TenantMoved moved, boolean newPass) {
    if (moved.failure() != null) {
      return moved.failure();
    }
    boolean mended = failedStep != null && Objects.equals(moved.endedStep(), failedStep);
    return newPass || mended || moved.to().equals("UPGRADED") ? null : failure;
  }

  public Cell cell() {
    return Cell.of(state, step, attempt);
  }
}
