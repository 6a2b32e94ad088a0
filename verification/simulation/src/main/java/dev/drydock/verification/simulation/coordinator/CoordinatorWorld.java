package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.BackingUp;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Pending;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.coordinator.domain.saga.TransitionTable;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.network.Broker;
import dev.drydock.verification.simulation.network.ClaimRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The ledger, two coordinators on it, and the people who steer them. */
public final class CoordinatorWorld {
  private static final int REPLICAS = 2;
  private static final int MOST_ROLLBACKS = 2;
  private static final int SNAPSHOTS = 12;
  private static final Duration BETWEEN_SNAPSHOTS = Duration.ofSeconds(25);

  private final Kernel kernel;
  private final Tables tables;
  private final LedgerChecks checks;
  private final List<Replica> replicas = new ArrayList<>();
  private final Map<String, Map<TenantId, String>> digests = new LinkedHashMap<>();
  private final Operator operator;
  private final SplittableRandom random;
  private int rollbacks;

  /**
   * @param whole what a person sees who looks at a tenant's database
   */
  public CoordinatorWorld(
      Kernel kernel,
      Broker broker,
      ClaimRequests claims,
      Decorations decorations,
      List<TenantTarget> tenants,
      List<ReleaseReference> releases,
      Predicate<TenantId> whole) {
    this.kernel = kernel;
    this.random = kernel.random("ledger");
    this.tables = new Tables(kernel);
    this.checks = new LedgerChecks(kernel, tables);
    var written = Replica.remembering(digests, kernel);
    for (int i = 1; i <= REPLICAS; i++) {
      var process = kernel.process("coordinator-" + i);
      replicas.add(
          new Replica(
              kernel, process, tables, broker, claims, checks::committed, written, decorations));
    }
    tables.ledger.fill(() -> register(tenants, releases));
    this.operator = new Operator(kernel, tables, replicas, plan(releases), whole);
  }

  private void register(List<TenantTarget> tenants, List<ReleaseReference> releases) {
    var register = new LedgerRegister(tables);
    var all = new ArrayList<Tenant>();
    for (var target : tenants) {
      all.add(Tenant.of(target, Map.of(), all.size() < 2 ? "canary" : null));
    }
    register.save(all);
    for (var release : releases) {
      register.add(
          new Release(
              new ReleaseCoordinates(release.name(), release.version()),
              List.of(),
              release.schemaVersion(),
              release.bundleSha256(),
              1_000,
              List.of(),
              List.of(),
              "operator",
              Kernel.BEGIN));
    }
  }

  private List<ReleaseCoordinates> plan(List<ReleaseReference> releases) {
    var plan = new ArrayList<ReleaseCoordinates>();
    int upgrades = 1 + random.nextInt(3);
    for (int i = 0; i < upgrades; i++) {
      var release = releases.get(Math.min(i, releases.size() - 1));
      plan.add(new ReleaseCoordinates(release.name(), release.version()));
    }
    return plan;
  }

  /** Starts the people's work; the coordinators have started already. */
  public void start() {
    operator.start();
    kernel.at(BETWEEN_SNAPSHOTS, kernel.world(), "set back the ledger", this::setBack);
  }

  private void setBack() {
    var snapshots = new ArrayList<Runnable>();
    while (!kernel.faults().areOff() && rollbacks < MOST_ROLLBACKS) {
      snapshots.add(tables.ledger.snapshot());
      if (snapshots.size() > SNAPSHOTS) {
        snapshots.removeFirst();
      }
      kernel.sleep(BETWEEN_SNAPSHOTS);
      if (random.nextInt(20) == 0 && kernel.faults().happens(Fault.LEDGER_ROLLED_BACK)) {
        rollbacks++;
        int which = random.nextInt(snapshots.size());
        kernel
            .history()
            .tell("ledger", "IS SET BACK by " + (snapshots.size() - which) + " snapshots");
        replicas.forEach(r -> r.process().crash(Duration.ofSeconds(5 + random.nextInt(60))));
        snapshots.get(which).run();
        checks.ledgerSetBack();
        snapshots.clear();
      }
    }
  }

  public List<Process> processes() {
    return replicas.stream().map(Replica::process).toList();
  }

  /** Whether every upgrade has ended, and everything is said and signed. */
  public boolean isSettled() {
    return operator.hasFinished()
        && tables.outbox.isEmpty()
        && tables.tenantUpgrades.values().stream()
            .noneMatch(row -> row.tenant().state() instanceof Waiting)
        && tables.upgrades.values().stream().noneMatch(Rows.UpgradeRow::digestDue)
        && tables.events.values().stream().noneMatch(row -> row.position() == 0);
  }

  /** What is wrong with the ledger; to be asked at the end. */
  public List<String> violations() {
    checks.atTheEnd();
    return checks.violations();
  }

  /** Those that have not ended, for a report on a run that is stuck. */
  public List<String> unsettled() {
    var open = new ArrayList<String>();
    tables.upgrades.values().stream()
        .map(Rows.UpgradeRow::upgrade)
        .filter(upgrade -> upgrade.endedAt() == null)
        .forEach(upgrade -> open.add(upgrade.id() + " is " + upgrade.state()));
    tables.tenantUpgrades.values().stream()
        .map(Rows.TenantRow::tenant)
        .filter(t -> t.state() instanceof Waiting)
        .forEach(t -> open.add(t.key() + " is " + t.state().name() + " " + t.waking()));
    return open;
  }

  /**
   * Where a tenant stands in the end.
   *
   * @param believed not if a person has said that it is as it should be, whatever it holds, or if
   *     the ledger was set back and the tenant has not been touched since
   * @param release its coordinates
   */
  public record Standing(TenantUpgradeState state, String release, boolean believed) {}

  /**
   * By tenant, in the upgrade that has moved it last: tokens rise over all of them. Who was never
   * in one is absent.
   */
  public Map<TenantId, Standing> standings() {
    var latest = new TreeMap<TenantId, Standing>();
    var order =
        Comparator.comparingLong((TenantUpgrade t) -> t.state().token().value())
            .thenComparingLong(this::serial);
    tables.tenantUpgrades.values().stream()
        .map(Rows.TenantRow::tenant)
        .sorted(order)
        .filter(t -> !latest.containsKey(t.tenant()) || hasLeftATrace(t))
        .forEach(t -> latest.put(t.tenant(), standing(t)));
    return latest;
  }

  private long serial(TenantUpgrade tenant) {
    return Objects.requireNonNull(tables.upgradeSerials.get(tenant.upgrade().value()));
  }

  /**
   * Whoever turned back in its last pass before there was anything to back up is where the upgrade
   * before left it.
   */
  private boolean hasLeftATrace(TenantUpgrade tenant) {
    boolean backedUp = false;
    for (var row : tables.transitions.rows().entrySet()) {
      if (row.getKey().key().equals(Rows.Key.of(tenant.key()))) {
        var to = row.getValue().to();
        backedUp = to instanceof BackingUp || (backedUp && !(to instanceof Pending));
      }
    }
    return !(tenant.state() instanceof Untouched) || backedUp;
  }

  private Standing standing(TenantUpgrade tenant) {
    return new Standing(
        tenant.state(),
        tenant.release().coordinates(),
        checks.isCurrent(tenant.tenant()) && !checks.isAccepted(tenant.tenant()));
  }

  /** How often each transition was taken. */
  public Map<TransitionTable.Row, Integer> taken() {
    return checks.taken();
  }

  public int rollbacks() {
    return rollbacks;
  }

  public long transactions() {
    return tables.ledger.transactions();
  }
}
