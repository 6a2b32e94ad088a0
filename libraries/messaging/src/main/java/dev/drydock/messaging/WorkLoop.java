package dev.drydock.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Calls the turns of the service's {@link Worker}, from one thread and a few timers. */
@ApplicationScoped
class WorkLoop {
  private static final Logger LOG = Logger.getLogger(WorkLoop.class);
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

  private final Worker worker;
  private final ServiceSignals signals;
  private final WorkConfig work;
  private final MeterRegistry metrics;
  private final ScheduledExecutorService timers =
      Executors.newScheduledThreadPool(
          3, Thread.ofPlatform().name("drydock-lease-", 0).daemon().factory());

  private volatile boolean stopping;
  private @Nullable Thread thread;
  private long tookOverNanos;
  private boolean failing;

  @Inject
  WorkLoop(Worker worker, ServiceSignals signals, WorkConfig work, MeterRegistry metrics) {
    this.worker = worker;
    this.signals = signals;
    this.work = work;
    this.metrics = metrics;
  }

  /** The one that accepts is the one that executes. */
  @Produces
  @Singleton
  static Worker worker(
      Instance<StepExecutor> executors,
      WorkStore store,
      WorkSignals signals,
      WorkConfig config,
      Service service) {
    return new Worker(executors, store, new MachinePace(), signals, config, service);
  }

  /** Does nothing in a service without executors. */
  void start() {
    if (worker.isWithoutExecutors()) {
      return;
    }
    metrics.gauge("drydock.work.queued", worker, Worker::queuedCount);
    metrics.gauge("drydock.work.running", worker, Worker::runningCount);
    every(work.renew().dividedBy(5), worker::renewTurn);
    every(work.selfStop().dividedBy(20), worker::endUnrenewedTurn);
    every(TELL, worker::tellProgressTurn);
    thread = Thread.ofPlatform().name("drydock-work").daemon().start(this::run);
  }

  private void every(Duration period, Runnable turn) {
    long periodMs = Math.max(50, period.toMillis());
    var _ =
        timers.scheduleWithFixedDelay(
            () -> {
              try {
                turn.run();
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

  private void run() {
    boolean fresh = true;
    while (!stopping && !Thread.currentThread().isInterrupted()) {
      try {
        if (fresh) {
          worker.endFormerLeases();
          fresh = false;
        }
        takeOverWhenDue();
        boolean more = worker.claimTurn();
        failing = false;
        if (!more) {
          signals.awaitWork(work.poll());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Throwable e) {
        // Errors too: an executor that has ended silently begins nothing ever again.
        failed(e);
      }
    }
  }

  private void takeOverWhenDue() {
    long now = System.nanoTime();
    if (tookOverNanos == 0 || now - tookOverNanos >= work.renew().toNanos() / 2) {
      tookOverNanos = now;
      worker.takeOverTurn();
    }
  }

  private void failed(Throwable e) {
    if (!failing) {
      failing = true;
      LOG.warnf(
          "work waits: %s",
          e instanceof WorkStore.Unavailable ? e.getMessage() : e.getClass().getSimpleName());
      LOG.debugf("work waits: %s", Causes.of(e));
    }
    try {
      signals.awaitWork(AFTER_FAILURE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets executions end, then interrupts them, then answers for them. */
  void stop() throws InterruptedException {
    stopping = true;
    signals.workWaits();
    var loop = thread;
    if (loop == null) {
      return;
    }
    loop.join(Duration.ofSeconds(1));
    worker.endAll();
    if (!awaitIdle(work.stopWait())) {
      worker.interruptAll();
      awaitIdle(AFTER_INTERRUPT);
      worker.answerForAll();
    }
    timers.shutdownNow();
    signals.close();
  }

  private boolean awaitIdle(Duration wait) throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    while (!worker.isIdle() && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return worker.isIdle();
  }
}
