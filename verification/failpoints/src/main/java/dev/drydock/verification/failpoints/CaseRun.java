package dev.drydock.verification.failpoints;

import dev.drydock.verification.failpoints.CaseResult.Outcome;
import dev.drydock.verification.failpoints.agent.hook.Order;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.canary.CanaryReleases;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One case: the failpoint is armed, the fleet upgraded to its next release, what halted is started
 * again, and when all has ended each tenant is looked at.
 */
final class CaseRun {
  private static final Duration POLL = Duration.ofMillis(100);

  /** From the end of the fault until everyone has ended; silence is noticed after 15 s. */
  static final Duration HEALING = Duration.ofMinutes(2);

  /** Notifier, timers and digests come after the end. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(4);

  private static final Duration DATABASE_AWAY = Duration.ofSeconds(10);

  private final Stand stand;
  private final Unreached unreached;
  private final Case subject;
  private final List<Order> orders;
  private final Order meant;
  private final long beganNanos = System.nanoTime();

  CaseRun(Stand stand, Unreached unreached, Case subject, int number) {
    this.stand = stand;
    this.unreached = unreached;
    this.subject = subject;
    this.orders = subject.orders("%04d".formatted(number));
    this.meant = orders.getLast();
  }

  CaseResult run() {
    if (!subject.point().atWholeRollback()) {
      return upgraded();
    }
    while (!CanaryReleases.isAtomic(stand.release() + 1)) {
      start(stand.nextRelease()).ifPresent(this::ended);
    }
    stand.plantFailure();
    try {
      return upgraded();
    } finally {
      stand.pullFailure();
    }
  }

  private CaseResult upgraded() {
    var before = stand.observer().snapshots(DATABASE_AWAY);
    int release = stand.nextRelease();
    stand.control().arm(orders);
    try {
      var upgrade = start(release);
      if (upgrade.isEmpty()) {
        return violated(
            "", Map.of(), "[4 everyone ended] no upgrade could be started in " + HEALING);
      }
      if (!ended(upgrade.get())) {
        return violated(
            upgrade.get(), Map.of(), "[4 everyone ended] the upgrade has not ended in " + HEALING);
      }
      awaitFiring();
      stand.control().disarm();
      stand.startWhatHasEnded();
      return judged(upgrade.get(), release, before);
    } finally {
      stand.control().disarm();
    }
  }

  /** The coordinator may be down, or have started it without saying so. */
  private Optional<String> start(int release) {
    long end = System.nanoTime() + HEALING.toNanos();
    while (System.nanoTime() < end) {
      try {
        stand.fleet().createRelease(release);
        var known = stand.upgradeTo(release);
        return Optional.of(known.orElseGet(() -> stand.fleet().startUpgrade(release, "all")));
      } catch (Rest.Refused e) {
        stand.startWhatHasEnded();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return Optional.empty();
  }

  private boolean ended(String upgrade) {
    long end = System.nanoTime() + HEALING.toNanos();
    while (!stand.fleet().isOver(upgrade)) {
      if (System.nanoTime() > end) {
        return false;
      }
      if (!stand.startWhatHasEnded().isEmpty()) {
        end = System.nanoTime() + HEALING.toNanos();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  private void awaitFiring() {
    long end = System.nanoTime() + AFTERWARDS.toNanos();
    while (!stand.control().hasFired(meant) && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private CaseResult judged(String upgrade, int release, Map<String, TenantSnapshot> before) {
    var states = stand.states(upgrade);
    var found = new QuickLook(stand).violations(upgrade, release, before);
    if (!found.isEmpty()) {
      return result(Outcome.VIOLATION, upgrade, states, found);
    }
    if (stand.control().hasFired(meant)) {
      return result(Outcome.PASSED, upgrade, states, List.of());
    }
    return unreached
        .why(subject)
        .map(why -> result(Outcome.EXPLAINED, upgrade, states, List.of(why)))
        .orElseGet(() -> result(Outcome.NOT_REACHED, upgrade, states, List.of(whatFired())));
  }

  private String whatFired() {
    return orders.size() == 1 || stand.control().hasFired(orders.getFirst())
        ? "it did not fire"
        : "what provokes it did not fire: " + orders.getFirst().point();
  }

  private CaseResult violated(String upgrade, Map<String, String> states, String violation) {
    return result(Outcome.VIOLATION, upgrade, states, List.of(violation));
  }

  private CaseResult result(
      Outcome outcome, String upgrade, Map<String, String> states, List<String> remarks) {
    var counts = new TreeMap<String, Integer>();
    states.values().forEach(state -> counts.merge(state, 1, Integer::sum));
    double seconds = Math.round((System.nanoTime() - beganNanos) / 1e8) / 10.0;
    return new CaseResult(subject.id(), outcome, seconds, upgrade, counts.toString(), remarks);
  }
}
