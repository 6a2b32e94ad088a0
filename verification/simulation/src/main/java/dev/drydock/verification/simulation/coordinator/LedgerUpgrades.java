package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Outage;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Pending;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Upgraded;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.coordinator.domain.upgrade.Admission.Candidate;
import dev.drydock.coordinator.domain.upgrade.Admission.InFlight;
import dev.drydock.coordinator.domain.upgrade.Admission.Outages;
import dev.drydock.coordinator.domain.upgrade.Admission.WaveCounts;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** As its PostgreSQL twin. */
final class LedgerUpgrades implements Upgrades {
  private final Tables tables;

  LedgerUpgrades(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void add(Upgrade upgrade, List<Strategy.Wave> waves) {
    tables.upgrades.insert(
        upgrade.id().value(), new Rows.UpgradeRow(upgrade, 0, false), "upgrade_pkey");
    tables.upgradeSerials.put(upgrade.id().value(), tables.nextSerial());
    for (var wave : waves) {
      tables.waves.insert(
          key(upgrade.id(), wave.number()),
          new Rows.WaveRow(upgrade.id(), wave.number(), wave.name(), wave.tenants(), null, null),
          "upgrade_wave_pkey");
    }
  }

  private static Rows.Numbered key(UpgradeId upgrade, int wave) {
    return new Rows.Numbered(new Rows.Key(upgrade.value(), ""), wave);
  }

  private Rows.UpgradeRow row(UpgradeId id) {
    return Objects.requireNonNull(tables.upgrades.get(id.value()));
  }

  @Override
  public Optional<Upgrade> find(UpgradeId id) {
    return Optional.ofNullable(tables.upgrades.get(id.value())).map(Rows.UpgradeRow::upgrade);
  }

  @Override
  public Optional<Upgrade> lock(UpgradeId id) {
    return find(id);
  }

  @Override
  public void save(Upgrade upgrade) {
    var row = row(upgrade.id());
    tables.upgrades.put(
        upgrade.id().value(), new Rows.UpgradeRow(upgrade, row.eventSequence(), row.digestDue()));
  }

  @Override
  public List<UpgradeId> active() {
    return tables.upgrades.values().stream()
        .map(Rows.UpgradeRow::upgrade)
        .filter(Upgrade::active)
        .map(Upgrade::id)
        .toList();
  }

  @Override
  public void lockAdmission() {}

  @Override
  public boolean tryLockAdmission() {
    return true;
  }

  private Stream<TenantUpgrade> tenants(UpgradeId id) {
    return tables.tenantUpgrades.values().stream()
        .map(Rows.TenantRow::tenant)
        .filter(t -> t.upgrade().equals(id));
  }

  private Stream<Rows.WaveRow> wavesOf(UpgradeId id) {
    return tables.waves.values().stream().filter(wave -> wave.upgrade().equals(id));
  }

  @Override
  public List<WaveCounts> waves(UpgradeId id) {
    return wavesOf(id).map(wave -> counts(id, wave)).toList();
  }

  private WaveCounts counts(UpgradeId id, Rows.WaveRow wave) {
    var tenants = tenants(id).filter(t -> t.wave() == wave.number()).toList();
    return new WaveCounts(
        wave.number(),
        wave.name(),
        count(tenants, t -> t.state() instanceof Pending),
        count(tenants, t -> t.state() instanceof Waiting),
        count(tenants, t -> t.state() instanceof Upgraded),
        count(tenants, t -> t.state() instanceof Restored),
        count(tenants, t -> t.state() instanceof Untouched),
        count(tenants, t -> t.state() instanceof Parked),
        count(tenants, t -> Known.spendsBudget(t.state())));
  }

  private static int count(List<TenantUpgrade> tenants, Predicate<TenantUpgrade> which) {
    return (int) tenants.stream().filter(which).count();
  }

  @Override
  public List<Strategy.Wave> dealt(UpgradeId id) {
    return wavesOf(id)
        .map(wave -> new Strategy.Wave(wave.number(), wave.name(), wave.tenants()))
        .toList();
  }

  @Override
  public Set<Integer> openWaves(UpgradeId id) {
    var open = new TreeSet<Integer>();
    wavesOf(id).filter(Rows.WaveRow::isOpen).forEach(wave -> open.add(wave.number()));
    return open;
  }

  private void update(UpgradeId id, int number, UnaryOperator<Rows.WaveRow> change) {
    var wave = Objects.requireNonNull(tables.waves.get(key(id, number)));
    tables.waves.put(key(id, number), change.apply(wave));
  }

  @Override
  public void waveStarted(UpgradeId id, int wave, Instant at) {
    update(
        id, wave, w -> new Rows.WaveRow(w.upgrade(), w.number(), w.name(), w.tenants(), at, null));
  }

  @Override
  public void waveEnded(UpgradeId id, int wave, Instant at) {
    update(
        id,
        wave,
        w -> new Rows.WaveRow(w.upgrade(), w.number(), w.name(), w.tenants(), w.startedAt(), at));
  }

  @Override
  public void reopenWaves(UpgradeId id) {
    for (var wave : wavesOf(id).toList()) {
      boolean pending =
          tenants(id).anyMatch(t -> t.wave() == wave.number() && t.state() instanceof Pending);
      if (wave.endedAt() != null && pending) {
        update(
            id,
            wave.number(),
            w -> new Rows.WaveRow(w.upgrade(), w.number(), w.name(), w.tenants(), null, null));
      }
    }
  }

  @Override
  public InFlight inFlight(UpgradeId id) {
    var byHost = new HashMap<String, Integer>();
    var servers = new HashMap<String, FailureCode>();
    boolean store = false;
    int ours = 0;
    for (var row : tables.tenantUpgrades.values()) {
      var tenant = row.tenant();
      if (tenant.state() instanceof Waiting) {
        var host = tenant.target().server();
        byHost.merge(host, 1, Integer::sum);
        ours += tenant.upgrade().equals(id) ? 1 : 0;
        var outage = tenant.outage();
        if (outage != null && outage.place() == Outage.Place.SERVER) {
          servers.merge(host, outage.code(), (a, b) -> a.name().compareTo(b.name()) > 0 ? a : b);
        }
        store |= outage != null && outage.place() == Outage.Place.STORE;
      }
    }
    return new InFlight(ours, byHost, new Outages(servers, store));
  }

  @Override
  public List<Candidate> candidates(UpgradeId id, int wave, int perHost, int limit) {
    var ofHost = new HashMap<String, Integer>();
    var found = new ArrayList<Candidate>();
    for (var tenant : tenants(id).toList()) {
      var host = tenant.target().server();
      if (tenant.wave() == wave
          && tenant.state() instanceof Pending
          && ofHost.merge(host, 1, Integer::sum) <= perHost
          && found.size() < limit) {
        found.add(new Candidate(tenant.tenant(), host));
      }
    }
    return found;
  }

  @Override
  public long takeSequences(UpgradeId id, int count) {
    var row = row(id);
    tables.upgrades.put(
        id.value(),
        new Rows.UpgradeRow(row.upgrade(), row.eventSequence() + count, row.digestDue()));
    return row.eventSequence() + 1;
  }

  @Override
  public void digestDue(UpgradeId id) {
    var row = row(id);
    tables.upgrades.put(id.value(), new Rows.UpgradeRow(row.upgrade(), row.eventSequence(), true));
  }

  @Override
  public List<UpgradeId> digestsDue(int limit) {
    return tables.upgrades.values().stream()
        .filter(row -> row.digestDue() && row.upgrade().endedAt() != null)
        .map(row -> row.upgrade().id())
        .limit(limit)
        .toList();
  }

  @Override
  public void digestWritten(Upgrade ended) {
    var row = row(ended.id());
    if (Objects.equals(row.upgrade().endedAt(), ended.endedAt())) {
      tables.upgrades.put(
          ended.id().value(), new Rows.UpgradeRow(row.upgrade(), row.eventSequence(), false));
    }
  }
}
