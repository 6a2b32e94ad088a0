package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.application.ResolveTenant;
import dev.drydock.coordinator.application.RetryTenants;
import dev.drydock.coordinator.application.StartUpgrade;
import dev.drydock.coordinator.application.SteerUpgrade;
import dev.drydock.coordinator.application.UpgradeIds;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.coordinator.domain.upgrade.UpgradeState;
import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The people: they start upgrades, pause, resume, abort, retry and resolve as they please. */
final class Operator {
  private static final int MOST_RETRIES = 3;
  private static final int MOST_RESOLUTIONS = 6;
  private static final String NAME = "operator";
  private final Kernel kernel;
  private final Tables tables;
  private final List<Replica> replicas;
  private final List<ReleaseCoordinates> plan;
  private final Predicate<TenantId> whole;
  private final SplittableRandom random;
  private int planned;
  private int retries;
  private int resolutions;
  private int looksAfterwards;

  /**
   * @param plan what the fleet is brought to, one after the other
   * @param whole what they see when they look at a tenant before they vouch for it
   */
  Operator(
      Kernel kernel,
      Tables tables,
      List<Replica> replicas,
      List<ReleaseCoordinates> plan,
      Predicate<TenantId> whole) {
    this.kernel = kernel;
    this.tables = tables;
    this.replicas = replicas;
    this.plan = plan;
    this.whole = whole;
    this.random = kernel.random(NAME);
    this.looksAfterwards = plan.size() + random.nextInt(6);
  }

  void start() {
    kernel.at(Duration.ofSeconds(1), kernel.world(), NAME, this::run);
  }

  private void run() {
    while (true) {
      look();
      kernel.sleep(Duration.ofSeconds(10 + random.nextInt(60)));
    }
  }

  /** Nothing of the plan is left, and nothing goes on. */
  boolean hasFinished() {
    return planned == plan.size()
        && current().isEmpty()
        && (kernel.faults().areOff() || looksAfterwards <= 0);
  }

  private Optional<Upgrade> current() {
    return tables.upgrades.values().stream()
        .map(Rows.UpgradeRow::upgrade)
        .filter(upgrade -> !(upgrade.state() instanceof UpgradeState.Ended))
        .findFirst();
  }

  private void look() {
    var current = current();
    if (current.isPresent()) {
      steer(current.get());
    } else if (kernel.faults().areOff() || !bother()) {
      looksAfterwards--;
      startNext();
    }
  }

  private void steer(Upgrade upgrade) {
    boolean calm = kernel.faults().areOff();
    switch (upgrade.state()) {
      case UpgradeState.Draft _, UpgradeState.Approved _ ->
          call("start " + upgrade.id(), parts -> starting(parts).draft(upgrade.id(), NAME));
      case UpgradeState.Paused _ -> {
        if (calm || random.nextInt(4) > 0) {
          call("resume", parts -> steering(parts).resume(upgrade.id(), NAME));
        } else if (random.nextInt(3) == 0) {
          call("abort", parts -> steering(parts).abort(upgrade.id(), NAME));
        }
      }
      case UpgradeState.Running _ -> {
        if (!calm) {
          disturb(upgrade.id());
        }
      }
      case UpgradeState.Aborting _, UpgradeState.Ended _ -> {}
    }
  }

  private void disturb(UpgradeId id) {
    switch (random.nextInt(60)) {
      case 0 -> call("abort", parts -> steering(parts).abort(id, NAME));
      case 1, 2 -> call("pause", parts -> steering(parts).pause(id, NAME));
      case 3, 4, 5, 6 -> retry(id);
      case 7, 8, 9, 10 -> resolveOne();
      default -> {}
    }
  }

  /** Something about what has ended. */
  private boolean bother() {
    var ended =
        tables.upgrades.values().stream()
            .map(row -> row.upgrade().id())
            .reduce((_, second) -> second);
    if (ended.isEmpty() || random.nextBoolean()) {
      return false;
    }
    return retry(ended.get()) || resolveOne();
  }

  private boolean retry(UpgradeId id) {
    if (retries >= MOST_RETRIES || random.nextBoolean()) {
      return false;
    }
    retries++;
    call("retry", parts -> retrying(parts).in(id, new RetryTenants.Which.Failed(), NAME));
    return true;
  }

  private boolean resolveOne() {
    var parked =
        tables.tenantUpgrades.values().stream()
            .map(Rows.TenantRow::tenant)
            .filter(t -> t.state() instanceof Parked)
            .filter(t -> !isForgottenHalfWay(t.tenant()))
            .toList();
    if (parked.isEmpty() || resolutions >= MOST_RESOLUTIONS) {
      return false;
    }
    resolutions++;
    var one = parked.get(random.nextInt(parked.size()));
    var tenant = one.tenant();
    var action = decision(one);
    call(
        "resolve " + tenant + " by " + action,
        parts -> resolving(parts).with(tenant, action, NAME));
    return true;
  }

  /**
   * A ledger that was set back has forgotten the backup that would put this tenant back: that is
   * handwork, and not another pass on top of half a script.
   */
  private boolean isForgottenHalfWay(TenantId tenant) {
    return kernel.faults().happened().containsKey(Fault.LEDGER_ROLLED_BACK) && !whole.test(tenant);
  }

  /** Nobody vouches for half a script, or puts back what an outdated ledger remembers. */
  private Fact.Resolution decision(TenantUpgrade parked) {
    boolean behind =
        parked.state() instanceof Parked p && p.why().code() == FailureCode.LEDGER_BEHIND;
    var choices = new ArrayList<>(List.of(Fact.Resolution.RETRY));
    if (whole.test(parked.tenant())) {
      choices.add(Fact.Resolution.ACCEPT);
    }
    if (!behind) {
      choices.add(Fact.Resolution.RESTORE);
    }
    return choices.get(random.nextInt(choices.size()));
  }

  private void startNext() {
    if (planned == plan.size()) {
      return;
    }
    var release = plan.get(planned++);
    var order =
        new StartUpgrade.Order(release, selector(), strategy(), random.nextInt(8) > 0, NAME);
    int times = random.nextInt(6) == 0 ? 3 : 1;
    for (int i = 0; i < times; i++) {
      call("upgrade to " + release, parts -> starting(parts).with(order));
    }
  }

  private String selector() {
    return random.nextInt(5) == 0 ? "ring=canary" : "all";
  }

  private Strategy strategy() {
    var waves = List.of("rest", "rest", "1,rest", "2,rest", "1,50%,rest", "34%,rest");
    var budgets = List.of("0", "1", "2", "50%", "100%", "100%");
    return Strategy.parse(
        waves.get(random.nextInt(waves.size())),
        1 + random.nextInt(4),
        1 + random.nextInt(3),
        budgets.get(random.nextInt(budgets.size())));
  }

  private static StartUpgrade starting(Parts parts) {
    return new StartUpgrade(
        parts.upgrades(),
        parts.tenantUpgrades(),
        parts.register(),
        parts.register(),
        parts.recordEvents(),
        new UpgradeIds(parts.clock(), parts.random()),
        parts.clock());
  }

  private static SteerUpgrade steering(Parts parts) {
    return new SteerUpgrade(
        parts.upgrades(),
        parts.tenantUpgrades(),
        parts.recordMoves(),
        parts.recordEvents(),
        parts.pauses(),
        parts.clock());
  }

  private static RetryTenants retrying(Parts parts) {
    return new RetryTenants(
        parts.upgrades(),
        parts.tenantUpgrades(),
        parts.register(),
        parts.inUpgrades(),
        parts.recordMoves(),
        parts.recordEvents(),
        parts.pauses(),
        parts.clock());
  }

  private static ResolveTenant resolving(Parts parts) {
    return new ResolveTenant(
        parts.upgrades(),
        parts.tenantUpgrades(),
        parts.recordMoves(),
        parts.recordEvents(),
        parts.pauses(),
        parts.clock());
  }

  /** Asks a coordinator; whether it was done, the ledger shows. */
  private void call(String what, Consumer<Parts> request) {
    var replica = replicas.get(random.nextInt(replicas.size()));
    kernel.history().tell(NAME, what + " at " + replica.process());
    kernel.at(
        Duration.ofMillis(random.nextInt(50)),
        replica.process(),
        what,
        () -> {
          var parts = replica.parts();
          try {
            parts.ledger().perform(what, () -> request.accept(parts));
          } catch (Refusal | Ledger.Unavailable e) {
            kernel.history().tell(NAME, what + ": " + e.getMessage());
          }
        });
  }
}
