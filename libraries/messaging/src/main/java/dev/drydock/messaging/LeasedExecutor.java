package dev.drydock.messaging;

import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.Token;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Claims queued commands under a lease and hands them to their executors on virtual threads; takes
 * over what a dead worker left. Any number of replicas do so side by side (ADR 0002).
 */
@ApplicationScoped
class LeasedExecutor {
  private static final Logger LOG = Logger.getLogger(LeasedExecutor.class);

  private final Map<String, StepExecutor> executors = new LinkedHashMap<>();
  private final Set<String> grouped = new LinkedHashSet<>();
  private final Transactions transactions;
  private final CloudEventsCodec codec;
  private final Outcomes outcomes;
  private final Running running;
  private final WorkConfig work;
  private final Service service;
  private final MeterRegistry metrics;
  private final Bell bell = new Bell();

  private volatile boolean stopping;
  private volatile long queued;
  private @Nullable Thread thread;
  private long tookOverNanos;
  private boolean failing;

  @Inject
  LeasedExecutor(
      Instance<StepExecutor> executors,
      Transactions transactions,
      CloudEventsCodec codec,
      Outcomes outcomes,
      Running running,
      WorkConfig work,
      Service service,
      MeterRegistry metrics) {
    this(
        (Iterable<StepExecutor>) executors,
        transactions,
        codec,
        outcomes,
        running,
        work,
        service,
        metrics);
  }

  LeasedExecutor(
      Iterable<StepExecutor> executors,
      Transactions transactions,
      CloudEventsCodec codec,
      Outcomes outcomes,
      Running running,
      WorkConfig work,
      Service service,
      MeterRegistry metrics) {
    this.transactions = transactions;
    this.codec = codec;
    this.outcomes = outcomes;
    this.running = running;
    this.work = work;
    this.service = service;
    this.metrics = metrics;
    StepExecutor.byType(executors)
        .forEach((type, executor) -> {
          var name = MessageTypes.of(type);
          this.executors.put(name, executor);
          if (executor.groupLimit() > 1) {
            grouped.add(name);
          }
        });
  }

  /** Does nothing in a service without executors. */
  void start() {
    if (executors.isEmpty()) {
      return;
    }
    if (work.renew().compareTo(work.selfStop()) >= 0
        || work.selfStop().compareTo(work.lease()) >= 0) {
      throw new IllegalStateException(
          "drydock.work: renew must be shorter than self-stop, self-stop shorter than lease");
    }
    metrics.gauge("drydock.work.queued", this, executor -> executor.queued);
    metrics.gauge("drydock.work.running", running, Running::count);
    running.start();
    thread = Thread.ofPlatform().name("drydock-work").daemon().start(this::run);
  }

  /** There may be something to do. */
  void wake() {
    bell.ring();
  }

  void stop() throws InterruptedException {
    stopping = true;
    bell.ring();
    var loop = thread;
    if (loop != null) {
      loop.join(Duration.ofSeconds(1));
      running.stop(work.stopWait());
    }
  }

  private void run() {
    boolean fresh = true;
    while (!stopping && !Thread.currentThread().isInterrupted()) {
      try {
        if (fresh) {
          // A worker of this name that ran before cannot be alive: what it held is taken over now.
          transactions.run(connection -> WorkTable.endLeasesOf(connection, service.instance()));
          fresh = false;
        }
        takeOverWhenDue();
        boolean more = claim();
        failing = false;
        if (!more) {
          bell.await(work.poll());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Throwable e) {
        // Errors too: an executor that has ended silently begins nothing ever again.
        failed(e);
      }
    }
  }

  private void failed(Throwable e) {
    if (!failing) {
      failing = true;
      LOG.warnf(
          "work waits: %s",
          e instanceof Transactions.DatabaseUnavailable
              ? e.getMessage()
              : e.getClass().getSimpleName());
      LOG.debugf("work waits: %s", Causes.of(e));
    }
    try {
      bell.await(Duration.ofSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A claimed group on its way to its executor. */
  private record Claimed(List<LeasedWork> works, StepExecutor executor, Picking.Group group) {}

  /**
   * @return whether something was claimed, so that there may be more
   */
  private boolean claim() {
    int free = work.concurrency() - running.weight();
    if (free <= 0) {
      return false;
    }
    long leasedNanos = System.nanoTime();
    var claimed = transactions.run(connection -> claim(connection, free, leasedNanos));
    claimed.forEach(this::begin);
    return !claimed.isEmpty();
  }

  private List<Claimed> claim(Connection connection, int free, long leasedNanos)
      throws SQLException {
    int perServer = Math.min(work.hostConcurrency().orElse(work.concurrency()), work.concurrency());
    var picking = new Picking(free, perServer);
    var candidates = candidates(connection);
    var groups = picking.pick(candidates, running.weightByServer());
    var ids =
        groups.stream()
            .flatMap(group -> group.members().stream())
            .map(Picking.Candidate::messageId)
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    var leased = WorkTable.claim(connection, ids, service.instance(), work.lease());
    var claimed = new ArrayList<Claimed>();
    for (var group : groups) {
      var works = worksOf(connection, group, leased, leasedNanos);
      if (!works.isEmpty()) {
        claimed.add(new Claimed(works, executorOf(group.members().getFirst().type()), group));
      }
    }
    return claimed;
  }

  private List<Picking.Candidate> candidates(Connection connection) throws SQLException {
    int perServer =
        grouped.stream()
            .mapToInt(type -> executorOf(type).groupLimit())
            .reduce(work.concurrency(), Math::max);
    var candidates = new ArrayList<Picking.Candidate>();
    for (var item : WorkTable.queued(connection, executors.keySet(), grouped, perServer)) {
      var executor = executorOf(item.type());
      var command = item.record() == null ? null : codec.storedCommand(item.record());
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
      Connection connection,
      Picking.Group group,
      Map<String, WorkTable.Leased> leased,
      long leasedNanos)
      throws SQLException {
    var works = new ArrayList<LeasedWork>();
    for (var member : group.members()) {
      var lease = leased.get(member.messageId());
      if (lease == null) {
        continue; // another replica was faster
      }
      var command = codec.storedCommand(lease.record());
      if (command == null) {
        WorkTable.putBack(
            connection, lease.messageId(), lease.execution(), Duration.ofMinutes(1), false);
        continue;
      }
      var item = new LeasedWork(command, lease.execution(), lease.attempt(), leasedNanos, outcomes);
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
          outcomes.settle(item, StepExecutor.Takeover.REPEAT);
        }
      } else {
        live.add(item);
      }
    }
    if (!live.isEmpty()) {
      var group = claimed.group();
      var execution = new Execution(live, claimed.executor(), group.server(), group.weight());
      running.begin(execution, this::wake);
    }
  }

  private void takeOverWhenDue() {
    long now = System.nanoTime();
    if (tookOverNanos != 0 && now - tookOverNanos < work.renew().toNanos() / 2) {
      return;
    }
    tookOverNanos = now;
    transactions.perform(connection ->
        outcomes.takeOver(connection, executors, codec::storedCommand, work.takeovers()));
    queued = transactions.run(WorkTable::queuedCount);
  }
}
