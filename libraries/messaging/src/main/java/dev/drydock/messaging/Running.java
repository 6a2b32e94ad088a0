package dev.drydock.messaging;

import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The executions of this replica, from claim to answer: renews their leases, ends those that could
 * not be renewed, tells their progress.
 */
final class Running {
  private static final Logger LOG = Logger.getLogger(Running.class);

  private final WorkStore store;
  private final WorkPace pace;
  private final WorkSignals signals;
  private final Outcomes outcomes;
  private final WorkConfig config;
  private final Service service;
  private final AtomicLong begun = new AtomicLong();

  /** In the order in which they were begun. */
  private final Map<Long, Execution> executions = new ConcurrentSkipListMap<>();

  private volatile boolean failing;

  Running(
      WorkStore store,
      WorkPace pace,
      WorkSignals signals,
      Outcomes outcomes,
      WorkConfig config,
      Service service) {
    this.store = store;
    this.pace = pace;
    this.signals = signals;
    this.outcomes = outcomes;
    this.config = config;
    this.service = service;
  }

  /** Runs it beside the caller; tells when its places are free. */
  void begin(Execution execution) {
    long number = begun.incrementAndGet();
    executions.put(number, execution);
    execution.begunAs(pace.begin(() -> run(number, execution)));
  }

  private void run(long number, Execution execution) {
    try {
      execution.executor().execute(List.copyOf(execution.works()));
    } catch (Exception e) {
      // The text may hold a tenant's values: its class only, the rest for debugging.
      LOG.warnf("%s failed: %s", stepOf(execution), e.getClass().getSimpleName());
      LOG.debugf("execution failed: %s", Causes.of(e));
    } catch (Error e) {
      LOG.errorf("%s failed: %s", stepOf(execution), e.getClass().getSimpleName());
    } finally {
      endAfterSettling(number, execution);
    }
  }

  /** Its places are free whatever becomes of its answers: the lease's end answers for the rest. */
  private void endAfterSettling(long number, Execution execution) {
    try {
      settle(execution);
    } finally {
      executions.remove(number);
      signals.workWaits();
    }
  }

  private static String stepOf(Execution execution) {
    return execution.works().getFirst().step().name();
  }

  private void settle(Execution execution) {
    for (var work : execution.works()) {
      if (work.takeAnswer()) {
        outcomes.settle(work);
      }
    }
  }

  int weight() {
    return all().stream().mapToInt(Execution::weight).sum();
  }

  Map<String, Integer> weightByServer() {
    var weights = new HashMap<String, Integer>();
    all().forEach(execution -> weights.merge(execution.server(), execution.weight(), Integer::sum));
    return weights;
  }

  private Collection<Execution> all() {
    return executions.values();
  }

  int count() {
    return open().size();
  }

  private List<LeasedWork> open() {
    var open = new ArrayList<LeasedWork>();
    for (var execution : all()) {
      execution.works().stream().filter(work -> !work.isAnswered()).forEach(open::add);
    }
    return open;
  }

  void renew() {
    var due = new LinkedHashMap<String, LeasedWork>();
    for (var work : open()) {
      if (work.unrenewedFor(config.renew()) && keepsItsLease(work)) {
        due.put(work.executionId(), work);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    long now = pace.nanos();
    try {
      var renewed = store.inTransaction(t -> t.renew(due.keySet(), config.lease()));
      due.forEach((id, work) -> renewed(work, renewed.get(id), now));
      failing = false;
    } catch (WorkStore.Unavailable e) {
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

  void endUnrenewedAndStalled() {
    for (var execution : all()) {
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
    } else if (work.stillFor(config.stall())
        || (work.isSilent() && execution.silentFor(silence, pace.nanos()))) {
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

  void tellProgress() {
    for (var work : open()) {
      Progress news = work.news();
      if (news != null) {
        tell(work, news);
      }
    }
  }

  private void tell(LeasedWork work, Progress news) {
    var now = pace.now();
    var instance = work.executionId() + "/" + now;
    signals.tell(
        Answers.progress(work.message().envelope(), news, instance, service.source(), now));
  }

  void endAll() {
    open().forEach(work -> work.end(LeasedWork.Ending.STOPPING));
  }

  void interruptAll() {
    all().forEach(Execution::interrupt);
  }

  void settleAll() {
    all().forEach(this::settle);
  }

  boolean isIdle() {
    return executions.isEmpty();
  }
}
