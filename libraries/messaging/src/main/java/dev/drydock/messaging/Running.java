package dev.drydock.messaging;

import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The executions of this replica, from claim to answer: renews their leases, ends those that could
 * not be renewed, tells their progress.
 */
@ApplicationScoped
class Running {
  private static final Logger LOG = Logger.getLogger(Running.class);
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

  private final Transactions transactions;
  private final Outcomes outcomes;
  private final ProgressSender progress;
  private final WorkConfig config;
  private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timers =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().name("drydock-lease-", 0).daemon().factory());
  private volatile boolean failing;

  @Inject
  Running(
      Transactions transactions, Outcomes outcomes, ProgressSender progress, WorkConfig config) {
    this.transactions = transactions;
    this.outcomes = outcomes;
    this.progress = progress;
    this.config = config;
  }

  void start() {
    every(config.renew().dividedBy(5), this::renew);
    every(config.selfStop().dividedBy(20), this::endUnrenewedAndStalled);
    every(TELL, this::tellProgress);
  }

  private void every(Duration period, Runnable task) {
    long periodMs = Math.max(50, period.toMillis());
    var _ =
        timers.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                // a timer that throws would not come again
                LOG.warnf("timer: %s", e.getClass().getSimpleName());
                LOG.debugf("timer: %s", Causes.of(e));
              }
            },
            periodMs,
            periodMs,
            TimeUnit.MILLISECONDS);
  }

  /** Runs it on a virtual thread; calls back when its places are free. */
  void begin(Execution execution, Runnable ended) {
    executions.add(execution);
    Thread.ofVirtual()
        .name("drydock-step")
        .start(() -> {
          execution.startedOn(Thread.currentThread());
          try {
            execution.executor().execute(List.copyOf(execution.works()));
          } catch (Exception e) {
            // The text may hold a tenant's values: its class only, the rest for debugging.
            LOG.warnf("%s failed: %s", stepOf(execution), e.getClass().getSimpleName());
            LOG.debugf("execution failed: %s", Causes.of(e));
          } catch (Error e) {
            LOG.errorf("%s failed: %s", stepOf(execution), e.getClass().getSimpleName());
          } finally {
            endAfterSettling(execution, ended);
          }
        });
  }

  /** Its places are free whatever becomes of its answers: the lease's end answers for the rest. */
  private void endAfterSettling(Execution execution, Runnable ended) {
    try {
      settle(execution);
    } finally {
      executions.remove(execution);
      ended.run();
    }
  }

  private static String stepOf(Execution execution) {
    return execution.works().getFirst().step().name();
  }

  private void settle(Execution execution) {
    for (var work : execution.works()) {
      if (work.takeAnswer()) {
        var command = work.message().data();
        outcomes.settle(work, execution.executor().onTakeover(command));
      }
    }
  }

  int weight() {
    return executions.stream().mapToInt(Execution::weight).sum();
  }

  Map<String, Integer> weightByServer() {
    var weights = new HashMap<String, Integer>();
    executions.forEach(
        execution -> weights.merge(execution.server(), execution.weight(), Integer::sum));
    return weights;
  }

  int count() {
    return open().size();
  }

  private List<LeasedWork> open() {
    var open = new ArrayList<LeasedWork>();
    for (var execution : executions) {
      execution.works().stream().filter(work -> !work.isAnswered()).forEach(open::add);
    }
    return open;
  }

  private void renew() {
    var due = new HashMap<String, LeasedWork>();
    for (var work : open()) {
      if (work.unrenewedFor(config.renew()) && keepsItsLease(work)) {
        due.put(work.executionId(), work);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    try {
      var renewed = transactions.run(c -> WorkTable.renew(c, due.keySet(), config.lease()));
      due.forEach((id, work) -> renewed(work, renewed.get(id), now));
      failing = false;
    } catch (Transactions.DatabaseUnavailable e) {
      if (!failing) {
        failing = true;
        LOG.warnf("leases not renewed: %s", e.getMessage());
      }
    }
  }

  /** One that is stopping keeps it until it has ended; one that stalls lets go of it. */
  private static boolean keepsItsLease(LeasedWork work) {
    return switch (work.ending()) {
      case LEASE_LOST, STALLED -> false;
      case FENCED, STOPPING -> true;
      case null -> true;
    };
  }

  private void renewed(LeasedWork work, @Nullable Long highest, long now) {
    if (highest == null) {
      if (!work.isAnswered()) {
        end(work, LeasedWork.Ending.LEASE_LOST);
      }
      return;
    }
    work.renewedAt(now);
    if (Fence.bars(work.message(), highest) && !work.cancelled()) {
      work.fence(new Token(highest));
    }
  }

  private void endUnrenewedAndStalled() {
    for (var execution : executions) {
      execution.works().stream()
          .filter(work -> !work.isAnswered())
          .forEach(work -> endUnrenewedOrStalled(execution, work));
      execution.interruptWhenAllEnd();
    }
  }

  private void endUnrenewedOrStalled(Execution execution, LeasedWork work) {
    var silence = config.silenceOf().getOrDefault(work.step(), config.silence());
    if (work.unrenewedFor(config.selfStop())) {
      end(work, LeasedWork.Ending.LEASE_LOST);
    } else if (work.stillFor(config.stall()) || (work.isSilent() && execution.silentFor(silence))) {
      end(work, LeasedWork.Ending.STALLED);
    }
  }

  private static void end(LeasedWork work, LeasedWork.Ending reason) {
    if (!work.cancelled()) {
      LOG.warnf(
          "messageId=%s tenantId=%s token=%s: execution ends itself: %s",
          work.message().envelope().id(),
          work.message().envelope().tenantId(),
          work.message().envelope().token(),
          reason);
      work.end(reason);
    }
  }

  private void tellProgress() {
    for (var work : open()) {
      Progress news = work.news();
      if (news != null) {
        progress.tell(work, news);
      }
    }
  }

  /** Lets executions end, then interrupts them, then answers for them. */
  void stop(Duration wait) throws InterruptedException {
    open().forEach(work -> work.end(LeasedWork.Ending.STOPPING));
    if (!awaitEnd(wait)) {
      executions.forEach(Execution::interrupt);
      awaitEnd(AFTER_INTERRUPT);
      executions.forEach(this::settle);
    }
    timers.shutdownNow();
    progress.close();
  }

  private boolean awaitEnd(Duration wait) throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    while (!executions.isEmpty() && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return executions.isEmpty();
  }
}
