package dev.drydock.coordinator.persistence;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.UpgradeViews.FailureView;
import dev.drydock.coordinator.application.UpgradeViews.TenantView;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import dev.drydock.coordinator.domain.upgrade.Admission;
import dev.drydock.coordinator.domain.upgrade.Admission.InFlight;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of tenants as people see them, with the reason of whoever waits. */
@ApplicationScoped
class TenantViews {
  private final Upgrades upgrades;
  private final StateJson json;

  TenantViews(Upgrades upgrades, StateJson json) {
    this.upgrades = upgrades;
    this.json = json;
  }

  private record Surroundings(Upgrade upgrade, List<WaveCounts> waves, InFlight inFlight) {}

  List<TenantView> of(List<TenantUpgradeEntity> rows) {
    var around = new HashMap<String, Surroundings>();
    return rows.stream()
        .map(row -> of(row, around.computeIfAbsent(row.upgradeId, this::surroundings)))
        .toList();
  }

  private Surroundings surroundings(String upgrade) {
    var id = new UpgradeId(upgrade);
    return new Surroundings(
        upgrades.find(id).orElseThrow(), upgrades.waves(id), upgrades.inFlight(id));
  }

  private TenantView of(TenantUpgradeEntity row, Surroundings around) {
    var state = state(row.payload);
    return new TenantView(
        row.tenantId,
        row.wave,
        row.pass,
        row.state,
        row.step,
        row.attempt,
        row.attempt > 1 || row.outagePlace != null,
        row.since,
        backup(state),
        Known.failure(state).map(TenantViews::failure).orElse(null),
        waitingFor(row, state, around));
  }

  private static @Nullable String waitingFor(
      TenantUpgradeEntity row, TenantUpgradeState state, Surroundings around) {
    return switch (state) {
      case Pending _ ->
          Admission.whyWaiting(
              around.upgrade(), around.waves(), around.inFlight(), row.wave, row.host);
      case Waiting waiting when row.outagePlace != null -> outage(row, waiting);
      case Waiting waiting when row.sends == 0 ->
          "attempt %d of %s begins at %s".formatted(waiting.attempt(), word(waiting), row.wakeAt);
      case Waiting waiting -> "the answer to " + word(waiting);
      case Parked _ -> "a person: drydock resolve --action restore|retry|accept";
      case Final _ -> null;
    };
  }

  private static String outage(TenantUpgradeEntity row, Waiting waiting) {
    var outage = Objects.requireNonNull(TenantUpgradeRows.outage(row));
    return "%s since %s; %s is tried again and again"
        .formatted(outage.sentence(row.host), outage.since(), word(waiting));
  }

  private static String word(Waiting waiting) {
    return waiting.step().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  TenantUpgradeState state(String payload) {
    return json.read(payload, TenantUpgradeState.class);
  }

  static Event.@Nullable BackupSummary backup(TenantUpgradeState state) {
    var proof = Known.provenBackup(state).isPresent() ? "PROVEN" : "PENDING";
    return Known.backup(state)
        .map(b -> new Event.BackupSummary(b.id().value(), b.sizeBytes(), b.archiveSha256(), proof))
        .orElse(null);
  }

  static FailureView failure(Failure why) {
    return new FailureView(
        why.code().name(),
        why.subject(),
        why.line(),
        why.sqlState(),
        why.count(),
        why.advice(),
        why.summary());
  }
}
