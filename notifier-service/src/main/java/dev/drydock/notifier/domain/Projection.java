package dev.drydock.notifier.domain;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds events to what is known. Events of one tenant (and those of the fleet) carry a sequence:
 * what was seen is skipped, what is ahead of a gap waits for the ledger.
 */
public final class Projection {

  /** Where an event was read. */
  public enum Origin {
    /** From the topic, where anything may be lost or doubled. */
    TOPIC,
    /** From the ledger, which is the truth: a gap there is not waited for. */
    LEDGER
  }

  /** What became of an event. */
  public enum Verdict {
    APPLIED,
    DUPLICATE,
    /** An earlier event is missing: nothing was changed, the ledger has both. */
    GAP
  }

  private final Map<UpgradeId, UpgradeStatus> upgrades;
  private final Map<TenantKey, TenantStatus> tenants;
  private final Map<UpgradeId, UpgradeStatus> changedUpgrades = new LinkedHashMap<>();
  private final Map<TenantKey, TenantStatus> changedTenants = new LinkedHashMap<>();
  private final List<Message<? extends Event>> applied = new ArrayList<>();

  /**
   * @param upgrades known ones among those that the events name
   * @param tenants known ones among those that the events name; all of an upgrade whose start is
   *     among the events
   */
  public Projection(Collection<UpgradeStatus> upgrades, Collection<TenantStatus> tenants) {
    this.upgrades = new HashMap<>();
    upgrades.forEach(upgrade -> this.upgrades.put(upgrade.id(), upgrade));
    this.tenants = new HashMap<>();
    tenants.forEach(tenant -> this.tenants.put(tenant.key(), tenant));
  }

  public Verdict apply(Message<? extends Event> fact, Origin origin) {
    var verdict = judge(fact, origin);
    if (verdict == Verdict.APPLIED) {
      switch (fact.data()) {
        case Event.OfUpgrade event -> applyToUpgrade(fact, event);
        case Event.TenantMoved moved -> applyToTenant(fact, moved);
      }
      applied.add(fact);
    }
    return verdict;
  }

  private Verdict judge(Message<? extends Event> fact, Origin origin) {
    long last =
        switch (fact.data()) {
          case Event.OfUpgrade _ -> upgrade(fact.envelope().upgradeId()).sequence();
          case Event.OfTenant _ -> {
            var known = tenants.get(TenantKey.of(fact.envelope()));
            yield known == null ? 0 : known.sequence();
          }
        };
    long sequence = fact.envelope().sequence();
    if (sequence <= last) {
      return Verdict.DUPLICATE;
    }
    return sequence == last + 1 || origin == Origin.LEDGER ? Verdict.APPLIED : Verdict.GAP;
  }

  private void applyToUpgrade(Message<? extends Event> fact, Event.OfUpgrade event) {
    var envelope = fact.envelope();
    change(upgrade(envelope.upgradeId()).after(event, envelope.sequence(), envelope.time()));
    if (event instanceof Event.UpgradeStarted started) {
      started.tenants().forEach((id, wave) -> enlist(envelope.upgradeId(), id, wave));
    }
  }

  private void enlist(UpgradeId upgrade, String tenant, int wave) {
    var key = new TenantKey(upgrade, new TenantId(tenant));
    var known = tenants.get(key);
    if (known == null) {
      change(TenantStatus.pending(key, wave));
    } else if (known.wave() != wave) {
      change(known.inWave(wave));
    }
  }

  private void applyToTenant(Message<? extends Event> fact, Event.TenantMoved moved) {
    var key = TenantKey.of(fact.envelope());
    if (!upgrades.containsKey(key.upgrade())) {
      change(UpgradeStatus.heardOf(key.upgrade()));
    }
    var known = tenants.getOrDefault(key, TenantStatus.pending(key, moved.wave()));
    change(known.after(moved, fact.envelope().sequence()));
  }

  private UpgradeStatus upgrade(UpgradeId id) {
    return upgrades.getOrDefault(id, UpgradeStatus.heardOf(id));
  }

  private void change(UpgradeStatus upgrade) {
    upgrades.put(upgrade.id(), upgrade);
    changedUpgrades.put(upgrade.id(), upgrade);
  }

  private void change(TenantStatus tenant) {
    tenants.put(tenant.key(), tenant);
    changedTenants.put(tenant.key(), tenant);
  }

  public Collection<UpgradeStatus> changedUpgrades() {
    return List.copyOf(changedUpgrades.values());
  }

  public Collection<TenantStatus> changedTenants() {
    return List.copyOf(changedTenants.values());
  }

  /** In the order in which they were applied. */
  public List<Message<? extends Event>> applied() {
    return List.copyOf(applied);
  }
}
