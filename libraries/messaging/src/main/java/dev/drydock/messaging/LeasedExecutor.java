package dev.drydock.messaging;

import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.WorkStore.Leased;
import dev.drydock.messaging.WorkStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claims queued commands under a lease and hands them to their executors; takes over what a dead
 * worker left. Any number of replicas do so side by side (ADR 0002).
 */
final class LeasedExecutor {
  private static final Duration UNREADABLE_DELAY = Duration.ofMinutes(1);

  private final Map<String, StepExecutor> executors = new LinkedHashMap<>();
  private final Set<String> grouped = new LinkedHashSet<>();
  private final WorkStore store;
  private final WorkPace pace;
  private final Outcomes outcomes;
  private final Running running;
  private final WorkConfig work;
  private final Service service;

  private volatile long queued;

  LeasedExecutor(
      Iterable<StepExecutor> executors,
      WorkStore store,
      WorkPace pace,
      Outcomes outcomes,
      Running running,
      WorkConfig work,
      Service service) {
    this.store = store;
    this.pace = pace;
    this.outcomes = outcomes;
    this.running = running;
    this.work = work;
    this.service = service;
    StepExecutor.byType(executors)
        .forEach((type, executor) -> {
          var name = MessageTypes.of(type);
          this.executors.put(name, executor);
          if (executor.groupLimit() > 1) {
            grouped.add(name);
          }
        });
    if (!isEmpty()) {
      checkTimes();
    }
  }

  private void checkTimes() {
    if (work.renew().compareTo(work.selfStop()) >= 0
        || work.selfStop().compareTo(work.lease()) >= 0) {
      throw new IllegalStateException(
          "drydock.work: renew must be shorter than self-stop, self-stop shorter than lease");
    }
  }

  boolean isEmpty() {
    return executors.isEmpty();
  }

  long queued() {
    return queued;
  }

  void endFormerLeases() {
    store.inTransaction(transaction -> transaction.endLeasesOf(service.instance()));
  }

  /** A claimed group on its way to its executor. */
  private record Claimed(List<LeasedWork> works, StepExecutor executor, Picking.Group group) {}

  /**
   * @return whether something was claimed, so that there may be more
   */
  boolean claim() {
    int free = work.concurrency() - running.weight();
    if (free <= 0) {
      return false;
    }
    long leasedNanos = pace.nanos();
    var claimed = store.inTransaction(transaction -> claim(transaction, free, leasedNanos));
    claimed.forEach(this::begin);
    return !claimed.isEmpty();
  }

  private List<Claimed> claim(Transaction transaction, int free, long leasedNanos) {
    int perServer = Math.min(work.hostConcurrency().orElse(work.concurrency()), work.concurrency());
    var picking = new Picking(free, perServer);
    var candidates = candidates(transaction);
    var groups = picking.pick(candidates, running.weightByServer());
    var ids =
        groups.stream()
            .flatMap(group -> group.members().stream())
            .map(Picking.Candidate::messageId)
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    var leased = transaction.claim(ids, service.instance(), work.lease());
    var claimed = new ArrayList<Claimed>();
    for (var group : groups) {
      var executor = executorOf(group.members().getFirst().type());
      var works = worksOf(transaction, group, executor, leased, leasedNanos);
      if (!works.isEmpty()) {
        claimed.add(new Claimed(works, executor, group));
      }
    }
    return claimed;
  }

  private List<Picking.Candidate> candidates(Transaction transaction) {
    int perServer =
        grouped.stream()
            .mapToInt(type -> executorOf(type).groupLimit())
            .reduce(work.concurrency(), Math::max);
    var candidates = new ArrayList<Picking.Candidate>();
    for (var item : transaction.queued(executors.keySet(), grouped, perServer)) {
      var executor = executorOf(item.type());
      var command = item.command();
      var key = command == null ? null : executor.groupKey(command.data());
      candidates.add(
          new Picking.Candidate(
              item.messageId(), item.type(), item.server(), key, executor.groupLimit()));
    }
    return candidates;
  }

  private StepExecutor executorOf(String type) {
    var executor = executors.get(type);
    if (executor == null) {
      throw new IllegalStateException("no executor for " + type);
    }
    return executor;
  }

  private List<LeasedWork> worksOf(
      Transaction transaction,
      Picking.Group group,
      StepExecutor executor,
      Map<String, Leased> leased,
      long leasedNanos) {
    var works = new ArrayList<LeasedWork>();
    for (var member : group.members()) {
      var lease = leased.get(member.messageId());
      if (lease == null) {
        continue; // another replica was faster
      }
      var command = lease.command();
      if (command == null) {
        transaction.putBack(lease.messageId(), lease.execution(), UNREADABLE_DELAY, false);
        continue;
      }
      var item =
          new LeasedWork(
              command,
              lease.execution(),
              lease.attempt(),
              executor.onTakeover(command.data()),
              leasedNanos,
              outcomes,
              pace);
      if (Fence.bars(command, lease.highestToken())) {
        item.fence(new Token(lease.highestToken()));
      }
      works.add(item);
    }
    return works;
  }

  private void begin(Claimed claimed) {
    var live = new ArrayList<LeasedWork>();
    for (var item : claimed.works()) {
      if (item.cancelled()) {
        if (item.takeAnswer()) {
          outcomes.settle(item);
        }
      } else {
        live.add(item);
      }
    }
    if (!live.isEmpty()) {
      var group = claimed.group();
      var execution = new Execution(live, claimed.executor(), group.server(), group.weight());
      running.begin(execution);
    }
  }

  void takeOver() {
    store.inTransaction(transaction -> {
      outcomes.takeOver(transaction, executors, work.takeovers());
      return true;
    });
    queued = store.inTransaction(Transaction::queuedCount);
  }
}
