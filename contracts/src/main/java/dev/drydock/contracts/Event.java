package dev.drydock.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact for everyone, on {@link Topics#UPGRADE_EVENTS}; the ledger serves the same by REST. */
public sealed interface Event {

  /** About the whole upgrade; its envelope's tenant is the reserved {@link #FLEET}. */
  sealed interface OfUpgrade extends Event {}

  /** About one tenant in an upgrade. */
  sealed interface OfTenant extends Event {}

  /** Stands in the tenant attribute of events about the whole upgrade. */
  TenantId FLEET = new TenantId("fleet");

  /**
   * @param waves names and sizes, canary first
   * @param tenants wave number of each target
   */
  record UpgradeStarted(
      String release, List<WavePlan> waves, Map<String, Integer> tenants, String startedBy)
      implements OfUpgrade {
    public UpgradeStarted {
      waves = List.copyOf(waves);
      tenants = Map.copyOf(tenants);
    }
  }

  record WavePlan(int number, String name, int tenants) {}

  record WaveStarted(int wave, String name, int tenants) implements OfUpgrade {}

  record WaveFinished(int wave, String name, int upgraded, int restored, int untouched, int parked)
      implements OfUpgrade {}

  /**
   * @param reason {@code OPERATOR}, {@code FAILURE_BUDGET}, ...
   */
  record UpgradePaused(String reason, @Nullable String by) implements OfUpgrade {}

  record UpgradeResumed(@Nullable String by) implements OfUpgrade {}

  record UpgradeAborting(@Nullable String by) implements OfUpgrade {}

  /**
   * @param state {@code COMPLETED}, {@code COMPLETED_WITH_FAILURES} or {@code ABORTED}
   */
  record UpgradeEnded(String state, int upgraded, int restored, int untouched, int parked)
      implements OfUpgrade {}

  /**
   * One transition of one tenant, and the words it stands for on the wire.
   *
   * @param from state, {@code UPPER_SNAKE}
   * @param to state, {@code UPPER_SNAKE}
   * @param step that the new state waits for, {@code null} when it is final
   * @param stepDurationMs how long the step that just ended took, 0 when none did
   * @param at when the ledger recorded it
   */
  record TenantMoved(
      int pass,
      int wave,
      int attempt,
      String from,
      String to,
      @Nullable Step step,
      @Nullable Step endedStep,
      long stepDurationMs,
      @Nullable Failure failure,
      @Nullable BackupSummary backup,
      Instant at)
      implements OfTenant {}

  record BackupSummary(String id, long sizeBytes, String sha256, String proof) {}
}
