package dev.drydock.verification.simulation;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Pending;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Upgraded;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.verification.simulation.coordinator.CoordinatorWorld;
import dev.drydock.verification.simulation.coordinator.Decorations;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Process;
import dev.drydock.verification.simulation.network.Broker;
import dev.drydock.verification.simulation.network.ClaimRequests;
import dev.drydock.verification.simulation.network.Partitions;
import dev.drydock.verification.simulation.workers.Alterations;
import dev.drydock.verification.simulation.workers.Ending;
import dev.drydock.verification.simulation.workers.WorkersWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One seed: a fleet, its coordinators and workers, what goes wrong, and what was promised. */
public final class Simulation {
  private static final int RELEASES = 2;

  /** With faults off everything must have ended within this time. */
  static final Duration HEALING = Duration.ofHours(8);

  private final Kernel kernel;
  private final Broker broker;
  private final Partitions partitions;
  private final WorkersWorld workers;
  private final CoordinatorWorld coordinators;
  private final List<String> violations = new ArrayList<>();

  private Simulation(long seed, boolean kept, Alterations alterations, Decorations decorations) {
    kernel = new Kernel(seed, kept);
    partitions = new Partitions(kernel);
    broker = new Broker(kernel, partitions);
    var claims = new ClaimRequests(kernel, partitions);
    workers = new WorkersWorld(kernel, broker, claims, alterations);
    coordinators =
        new CoordinatorWorld(
            kernel,
            broker,
            claims,
            decorations,
            workers.tenants(),
            java.util.stream.IntStream.range(0, RELEASES).mapToObj(workers::release).toList(),
            workers::isWhole);
  }

  /**
   * Runs a seed.
   *
   * @param kept whether the outcome holds the history
   */
  public static Outcome run(long seed, boolean kept) {
    return run(seed, kept, Alterations.NONE, Decorations.NONE);
  }

  /** As {@link #run(long, boolean)}, with a mutant's changes. */
  public static Outcome run(
      long seed, boolean kept, Alterations alterations, Decorations decorations) {
    return new Simulation(seed, kept, alterations, decorations).run();
  }

  private Outcome run() {
    kernel.history().tell("seed " + kernel.seed(), kernel.faults().toString());
    workers.start();
    coordinators.start();
    partitions.among(mortals());
    int minutes = 5 + kernel.random("horizon").nextInt(40);
    kernel.run(Duration.ofMinutes(minutes), this::isSettled);
    calm();
    if (!kernel.run(HEALING, this::isSettled)) {
      violations.add("not everything has ended in " + HEALING + ": " + coordinators.unsettled());
    }
    check();
    return outcome();
  }

  private List<Process> mortals() {
    var all = new ArrayList<>(coordinators.processes());
    workers.backupWorkers().forEach(worker -> all.add(worker.process()));
    workers.migrationWorkers().forEach(worker -> all.add(worker.process()));
    return all;
  }

  private boolean isSettled() {
    return coordinators.isSettled() && workers.isSent();
  }

  private void calm() {
    kernel.history().tell("world", "FAULTS ARE OFF");
    kernel.faults().off();
    partitions.heal();
    mortals().forEach(Process::setClock);
  }

  private void check() {
    for (var failure : kernel.failures()) {
      violations.add(failure.getMessage() + " failed: " + failure.getCause());
    }
    violations.addAll(workers.violations());
    violations.addAll(coordinators.violations());
    coordinators.standings().forEach(this::check);
    violations.forEach(what -> kernel.history().tell("checker", "VIOLATION " + what));
  }

  private void check(TenantId tenant, CoordinatorWorld.Standing standing) {
    var ending = endingOf(standing.state());
    if (ending.isEmpty()) {
      violations.add(tenant + " has not ended: it is " + standing.state().name());
    } else if (standing.believed()) {
      violations.addAll(contradictions(tenant, standing, ending.get()));
    }
  }

  /** A ledger that is behind may have parked a tenant on its way to an earlier release. */
  private List<String> contradictions(
      TenantId tenant, CoordinatorWorld.Standing standing, Ending ending) {
    boolean behind =
        standing.state() instanceof Parked parked
            && parked.why().code() == FailureCode.LEDGER_BEHIND;
    var found = workers.contradictions(tenant, ending, numberOf(standing.release()));
    for (int other = 0; behind && !found.isEmpty() && other < RELEASES; other++) {
      found = workers.contradictions(tenant, ending, other);
    }
    return found;
  }

  private static Optional<Ending> endingOf(TenantUpgradeState state) {
    return switch (state) {
      case Upgraded _ -> Optional.of(Ending.UPGRADED);
      case Restored _, Untouched _ -> Optional.of(Ending.AS_BEFORE);
      case Parked _ -> Optional.of(Ending.PARKED);
      case Pending _, Waiting _ -> Optional.empty();
    };
  }

  private int numberOf(String release) {
    for (int i = 0; i < RELEASES; i++) {
      if (workers.release(i).coordinates().equals(release)) {
        return i;
      }
    }
    throw new IllegalStateException("no release " + release);
  }

  private Outcome outcome() {
    Map<String, Integer> states = new TreeMap<>();
    coordinators.standings().values().forEach(s -> states.merge(s.state().name(), 1, Integer::sum));
    return new Outcome(
        kernel.seed(),
        kernel.history().digest(),
        violations,
        kernel.history().lines(),
        coordinators.taken(),
        kernel.faults().happened(),
        states,
        Duration.ofNanos(kernel.nanos()),
        broker.sent(),
        mortals().stream().mapToInt(Process::crashes).sum(),
        coordinators.rollbacks(),
        kernel.points());
  }
}
