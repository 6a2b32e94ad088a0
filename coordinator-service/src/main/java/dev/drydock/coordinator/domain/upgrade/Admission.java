package dev.drydock.coordinator.domain.upgrade;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.saga.Outage;
import dev.drydock.coordinator.domain.upgrade.UpgradeState.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who goes into the dock now, and what everybody else waits for. Pure. */
public final class Admission {

  /**
   * How a wave stands.
   *
   * @param failures those of the finished that spend the budget
   */
  public record WaveCounts(
      int number,
      String name,
      int pending,
      int inFlight,
      int upgraded,
      int restored,
      int untouched,
      int parked,
      int failures) {
    public boolean finished() {
      return pending == 0 && inFlight == 0;
    }

    public int tenants() {
      return pending + inFlight + upgraded + restored + untouched + parked;
    }
  }

  /** A tenant that waits for its turn. */
  public record Candidate(TenantId tenant, String host) {}

  /**
   * What tenants in flight wait out, over all upgrades.
   *
   * @param servers and what is wrong with each
   * @param store whether the object store is away
   */
  public record Outages(Map<String, FailureCode> servers, boolean store) {
    public static final Outages NONE = new Outages(Map.of(), false);

    public Outages {
      servers = Map.copyOf(servers);
    }

    /** Why nobody of this server is admitted, if so. */
    Optional<String> on(String host) {
      return store
          ? Optional.of(Outage.OF_STORE)
          : Optional.ofNullable(servers.get(host)).map(code -> Outage.ofServer(host, code));
    }
  }

  /**
   * What is in the dock now.
   *
   * @param byHost over all upgrades
   */
  public record InFlight(int ofUpgrade, Map<String, Integer> byHost, Outages outages) {
    public InFlight {
      byHost = Map.copyOf(byHost);
    }

    public InFlight(int ofUpgrade, Map<String, Integer> byHost) {
      this(ofUpgrade, byHost, Outages.NONE);
    }

    int on(String host) {
      return byHost.getOrDefault(host, 0);
    }
  }

  /** The first wave that is not finished: the only one of which tenants are admitted. */
  public static Optional<WaveCounts> currentWave(List<WaveCounts> waves) {
    return waves.stream().filter(w -> !w.finished()).findFirst();
  }

  public static int failures(List<WaveCounts> waves) {
    return waves.stream().mapToInt(WaveCounts::failures).sum();
  }

  /** Whether more tenants have failed than the budget allows, not counting the forgiven ones. */
  public static boolean budgetSpent(Upgrade upgrade, List<WaveCounts> waves) {
    int counted = Math.max(0, failures(waves) - upgrade.forgivenFailures());
    return upgrade.strategy().failureBudget().spentBy(counted, upgrade.targets());
  }

  /**
   * Whether the canary's gate is shut: it has finished with a failure that nobody has looked at,
   * and nothing after it has begun. What preflight refused is no failure of the release.
   */
  public static boolean canaryFailed(Upgrade upgrade, List<WaveCounts> waves) {
    if (waves.size() < 2 || !upgrade.strategy().hasCanary()) {
      return false;
    }
    var canary = waves.getFirst();
    boolean nothingAfter = waves.stream().skip(1).allMatch(w -> w.pending() == w.tenants());
    return canary.finished() && nothingAfter && canary.failures() > upgrade.forgivenFailures();
  }

  /** Those candidates of the current wave that may go now, in order. */
  public static List<TenantId> admit(
      Upgrade upgrade, InFlight inFlight, List<Candidate> candidates) {
    if (!(upgrade.state() instanceof Running)) {
      return List.of();
    }
    var strategy = upgrade.strategy();
    int places = strategy.concurrency() - inFlight.ofUpgrade();
    var onHost = new HashMap<>(inFlight.byHost());
    var admitted = new ArrayList<TenantId>();
    for (var candidate : candidates) {
      if (admitted.size() >= places) {
        break;
      }
      if (inFlight.outages().on(candidate.host()).isEmpty()
          && onHost.getOrDefault(candidate.host(), 0) < strategy.hostConcurrency()) {
        onHost.merge(candidate.host(), 1, Integer::sum);
        admitted.add(candidate.tenant());
      }
    }
    return List.copyOf(admitted);
  }

  /** One sentence for a pending tenant: why it is not in the dock. */
  public static String whyWaiting(
      Upgrade upgrade, List<WaveCounts> waves, InFlight inFlight, int wave, String host) {
    return switch (upgrade.state()) {
      case Draft _, Approved _ -> "the upgrade has not been started";
      case Paused(var reason) ->
          switch (reason) {
            case OPERATOR -> "the upgrade is paused; resume it";
            case CANARY_FAILED ->
                "the upgrade is paused: a canary was not upgraded; look at it, then resume or"
                    + " abort";
            case FAILURE_BUDGET ->
                "the upgrade is paused: its failure budget is spent; look at the failures, then"
                    + " resume or abort";
          };
      case Aborting _, Ended _ -> "the upgrade is ending";
      case Running _ -> whyWaitingWhileRunning(upgrade, waves, inFlight, wave, host);
    };
  }

  private static String whyWaitingWhileRunning(
      Upgrade upgrade, List<WaveCounts> waves, InFlight inFlight, int wave, String host) {
    var current = currentWave(waves);
    if (current.isPresent() && current.get().number() < wave) {
      var ahead = current.get();
      return "wave %d (%s) is not finished: %d pending, %d in flight"
          .formatted(ahead.number(), ahead.name(), ahead.pending(), ahead.inFlight());
    }
    var outage = inFlight.outages().on(host);
    if (outage.isPresent()) {
      return outage.get();
    }
    if (inFlight.ofUpgrade() >= upgrade.strategy().concurrency()) {
      return "the concurrency limit of %d is reached".formatted(upgrade.strategy().concurrency());
    }
    if (inFlight.on(host) >= upgrade.strategy().hostConcurrency()) {
      return "the limit of %d on %s is reached"
          .formatted(upgrade.strategy().hostConcurrency(), host);
    }
    return "its turn comes with the next admission";
  }

  private Admission() {}
}
