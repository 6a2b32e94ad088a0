package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger says about tenants: the latest pass of each. */
public interface LatestPasses {
  /** Tenants that were never in an upgrade are absent. */
  Map<TenantId, PassSummary> latest(Collection<TenantId> tenants);

  /**
   * One tenant's latest pass.
   *
   * @param state {@code UPPER_SNAKE}
   * @param waitingFor what the state waits for, {@code null} when it is final
   */
  record PassSummary(
      String upgrade,
      int pass,
      String state,
      List<StepSummary> steps,
      Event.@Nullable BackupSummary backup,
      @Nullable Failure failure,
      @Nullable String waitingFor) {
    public PassSummary {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step that ended.
   *
   * @param outcome {@code OK}, {@code FAILED} or {@code UNKNOWN}
   */
  record StepSummary(String step, int attempt, long durationMs, String outcome) {}
}
