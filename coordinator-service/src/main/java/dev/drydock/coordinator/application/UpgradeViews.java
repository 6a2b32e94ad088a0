package dev.drydock.coordinator.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people see of upgrades. */
public interface UpgradeViews {
  Optional<UpgradeView> upgrade(UpgradeId id);

  /** Newest first; {@code before} is the last ID of the page before. */
  List<UpgradeView> upgrades(@Nullable String state, @Nullable UpgradeId before, int limit);

  /** By tenant ID, after this one. */
  List<TenantView> tenants(
      UpgradeId id, @Nullable String state, @Nullable TenantId after, int limit);

  Optional<HistoryView> history(UpgradeId id, TenantId tenant);

  /**
   * @param trace the W3C trace ID that all its messages carry
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UpgradeView(
      String id,
      String trace,
      String release,
      String state,
      @Nullable String reason,
      String selector,
      String createdBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      Counts counts,
      List<WaveView> waves,
      int backupsProven,
      List<FailedTenant> failures,
      StrategyView strategy) {
    public UpgradeView {
      waves = List.copyOf(waves);
      failures = List.copyOf(failures);
    }
  }

  record Counts(int upgraded, int restored, int untouched, int parked, int inFlight, int pending) {}

  /**
   * @param state {@code PENDING}, {@code RUNNING} or {@code FINISHED}
   * @param gate what it must show before the next one starts
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WaveView(
      int number,
      String name,
      String state,
      int tenants,
      String gate,
      Counts counts,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {}

  record StrategyView(String waves, int concurrency, int hostConcurrency, String failureBudget) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FailedTenant(String tenant, String state, @Nullable String step, FailureView failure) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FailureView(
      String code,
      @Nullable String subject,
      int line,
      @Nullable String sqlState,
      long count,
      @Nullable String advice,
      String summary) {}

  /**
   * @param retrying whether this is not the step's first try
   * @param waitingFor why it is where it is, for people
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TenantView(
      String tenant,
      int wave,
      int pass,
      String state,
      @Nullable String step,
      int attempt,
      boolean retrying,
      Instant since,
      Event.@Nullable BackupSummary backup,
      @Nullable FailureView failure,
      @Nullable String waitingFor) {}

  /**
   * @param chainIntact whether every hash covers its body and the one before
   */
  record HistoryView(TenantView tenant, boolean chainIntact, List<TransitionView> transitions) {
    public HistoryView {
      transitions = List.copyOf(transitions);
    }
  }

  record TransitionView(JsonNode transition, String hash) {}
}
