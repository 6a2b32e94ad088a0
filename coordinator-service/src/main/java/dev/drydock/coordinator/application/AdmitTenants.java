package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.upgrade.Admission;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.coordinator.domain.upgrade.UpgradeState;
import dev.drydock.coordinator.domain.upgrade.UpgradeState.PauseReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens and closes waves, admits tenants, pauses at the budget, ends the upgrade. */
@ApplicationScoped
public class AdmitTenants {
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;
  private final RecordUpgradeEvents recordEvents;
  private final Move.Pauses pauses;
  private final Clock clock;

  public AdmitTenants(
      Upgrades upgrades,
      TenantUpgrades tenantUpgrades,
      RecordMoves recordMoves,
      RecordUpgradeEvents recordEvents,
      Move.Pauses pauses,
      Clock clock) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
    this.recordEvents = recordEvents;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Those that have something to do, oldest first. */
  @Transactional
  public List<UpgradeId> active() {
    return upgrades.active();
  }

  /**
   * What this upgrade can do now; nothing while somebody else admits. A coordinator that is frozen
   * in the middle of it holds up neither the answers nor the ticks of the others.
   */
  @Transactional
  public void in(UpgradeId id) {
    if (upgrades.tryLockAdmission()) {
      upgrades.lock(id).filter(Upgrade::active).ifPresent(this::advance);
    }
  }

  private void advance(Upgrade before) {
    var now = clock.instant();
    var waves = upgrades.waves(before.id());
    var events = new ArrayList<Event>();
    closeWaves(before, waves, events, now);
    if (Admission.currentWave(waves).isEmpty()) {
      end(before, waves, events, now);
    } else if (before.state() instanceof UpgradeState.Running) {
      go(before, waves, Admission.currentWave(waves).get(), events, now);
    }
    recordEvents.all(before.id(), events, now);
  }

  private void closeWaves(
      Upgrade upgrade, List<WaveCounts> waves, List<Event> events, Instant now) {
    var open = upgrades.openWaves(upgrade.id());
    for (var wave : waves) {
      if (open.contains(wave.number()) && wave.finished()) {
        upgrades.waveEnded(upgrade.id(), wave.number(), now);
        events.add(
            new Event.WaveFinished(
                wave.number(),
                wave.name(),
                wave.upgraded(),
                wave.restored(),
                wave.untouched(),
                wave.parked()));
      }
    }
  }

  private void go(
      Upgrade upgrade, List<WaveCounts> waves, WaveCounts wave, List<Event> events, Instant now) {
    var halt = halt(upgrade, waves, wave);
    if (halt.isPresent()) {
      upgrade
          .pause(halt.get())
          .ifPresent(paused -> {
            upgrades.save(paused);
            events.add(new Event.UpgradePaused(halt.get().name(), null));
          });
      return;
    }
    if (!upgrades.openWaves(upgrade.id()).contains(wave.number())) {
      upgrades.waveStarted(upgrade.id(), wave.number(), now);
      events.add(new Event.WaveStarted(wave.number(), wave.name(), wave.tenants()));
    }
    if (wave.pending() > 0) {
      admit(upgrade, wave, now);
    }
  }

  private static Optional<PauseReason> halt(
      Upgrade upgrade, List<WaveCounts> waves, WaveCounts wave) {
    if (wave.pending() > 0 && Admission.budgetSpent(upgrade, waves)) {
      return Optional.of(PauseReason.FAILURE_BUDGET);
    }
    return Admission.canaryFailed(upgrade, waves)
        ? Optional.of(PauseReason.CANARY_FAILED)
        : Optional.empty();
  }

  private void admit(Upgrade upgrade, WaveCounts wave, Instant now) {
    var inFlight = upgrades.inFlight(upgrade.id());
    int places = upgrade.strategy().concurrency() - inFlight.ofUpgrade();
    if (places <= 0) {
      return;
    }
    var candidates =
        upgrades.candidates(
            upgrade.id(), wave.number(), upgrade.strategy().hostConcurrency(), 10_000);
    var keys =
        Admission.admit(upgrade, inFlight, candidates).stream()
            .map(tenant -> new TenantUpgrade.Key(upgrade.id(), tenant))
            .toList();
    var moves = new ArrayList<Move>();
    var locked = tenantUpgrades.lock(keys);
    for (var key : keys) {
      var tenant = locked.get(key);
      if (tenant != null) {
        Move.of(tenant, new Fact.Admit(), now, pauses, null).ifPresent(moves::add);
      }
    }
    recordMoves.all(moves);
  }

  private void end(Upgrade upgrade, List<WaveCounts> waves, List<Event> events, Instant now) {
    int upgraded = waves.stream().mapToInt(WaveCounts::upgraded).sum();
    int restored = waves.stream().mapToInt(WaveCounts::restored).sum();
    int untouched = waves.stream().mapToInt(WaveCounts::untouched).sum();
    int parked = waves.stream().mapToInt(WaveCounts::parked).sum();
    var ended = upgrade.end(restored + untouched + parked > 0, now);
    upgrades.save(ended);
    upgrades.digestDue(ended.id());
    tenantUpgrades.vacate(ended.id());
    events.add(new Event.UpgradeEnded(ended.state().name(), upgraded, restored, untouched, parked));
  }
}
