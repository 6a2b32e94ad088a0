package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Event.WavePlan;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.saga.HashChain;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Pending;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.coordinator.domain.upgrade.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Freezes the targets, deals them out to waves, and starts. */
@ApplicationScoped
public class StartUpgrade {
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final Tenants tenants;
  private final Releases releases;
  private final RecordUpgradeEvents recordEvents;
  private final UpgradeIds ids;
  private final Clock clock;

  public StartUpgrade(
      Upgrades upgrades,
      TenantUpgrades tenantUpgrades,
      Tenants tenants,
      Releases releases,
      RecordUpgradeEvents recordEvents,
      UpgradeIds ids,
      Clock clock) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
    this.tenants = tenants;
    this.releases = releases;
    this.recordEvents = recordEvents;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param selector as typed; {@code all} for the whole fleet
   */
  public record Order(
      ReleaseCoordinates release, String selector, Strategy strategy, boolean start, String by) {}

  @Transactional
  public UpgradeId with(Order order) {
    var release =
        releases
            .find(order.release())
            .orElseThrow(() -> Refusal.notFound("release", order.release().toString()));
    tenants.lockForImport();
    var targets = tenants.matching(TenantSelector.parse(order.selector()));
    if (targets.isEmpty()) {
      throw Refusal.invalid(
          "no-targets", "no tenant matches the selector; `drydock tenant list` shows the labels");
    }
    var now = clock.instant();
    var draft = draft(order, release, targets.size(), now);
    var waves = order.strategy().assign(targets);
    upgrades.add(draft, waves);
    tenantUpgrades.add(pending(draft, targets, waves, now));
    if (order.start()) {
      start(draft, waves, order.by(), now);
    }
    return draft.id();
  }

  /** Starts what was only drafted. */
  @Transactional
  public void draft(UpgradeId id, String by) {
    var draft = upgrades.lock(id).orElseThrow(() -> Refusal.notFound("upgrade", id.value()));
    start(draft, upgrades.dealt(id), by, clock.instant());
  }

  private Upgrade draft(Order order, Release release, int targets, Instant now) {
    return new Upgrade(
        ids.next(),
        release.reference(),
        order.selector(),
        order.strategy(),
        new UpgradeState.Draft(),
        targets,
        0,
        order.by(),
        now,
        null,
        null);
  }

  private void start(Upgrade draft, List<Strategy.Wave> waves, String by, Instant now) {
    var running =
        draft
            .start(now)
            .orElseThrow(() ->
                Refusal.conflict(
                    "upgrade-state",
                    "upgrade %s is %s and cannot be started"
                        .formatted(draft.id(), draft.state().name())));
    upgrades.save(running);
    var plans = new ArrayList<WavePlan>();
    var waveOf = new TreeMap<String, Integer>();
    for (var wave : waves) {
      plans.add(new WavePlan(wave.number(), wave.name(), wave.tenants().size()));
      wave.tenants().forEach(tenant -> waveOf.put(tenant.value(), wave.number()));
    }
    var started = new Event.UpgradeStarted(draft.release().coordinates(), plans, waveOf, by);
    recordEvents.all(draft.id(), List.of(started), now);
  }

  private List<TenantUpgrade> pending(
      Upgrade upgrade, List<Tenant> targets, List<Strategy.Wave> waves, Instant now) {
    Map<TenantId, Tenant> byId =
        targets.stream().collect(Collectors.toMap(Tenant::id, Function.identity()));
    var tokens = tenantUpgrades.tokens(byId.keySet());
    var fresh = new ArrayList<TenantUpgrade>();
    for (var wave : waves) {
      for (var id : wave.tenants()) {
        fresh.add(
            new TenantUpgrade(
                upgrade.id(),
                java.util.Objects.requireNonNull(byId.get(id)).target(),
                upgrade.release(),
                wave.number(),
                1,
                new Pending(tokens.getOrDefault(id, Token.NONE)),
                TenantUpgrade.Waking.none(now),
                null,
                0,
                HashChain.START));
      }
    }
    return fresh;
  }
}
