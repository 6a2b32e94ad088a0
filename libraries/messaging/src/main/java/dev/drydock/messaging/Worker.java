package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import java.util.List;

/**
 * One replica's work queue, without its loops: each method is one turn, and returns. Who owns it
 * calls the turns over and over: a service from threads and timers, a simulation from one thread in
 * virtual time. Turns may overlap with one another and with steps, except that {@link #claimTurn}
 * and {@link #takeOverTurn} are one caller's.
 */
public final class Worker implements WorkQueue {
  private final WorkItems items;
  private final LeasedExecutor executor;
  private final Running running;

  /**
   * @throws IllegalStateException when two executors want the same commands, or the times of the
   *     lease do not fit
   */
  public Worker(
      Iterable<StepExecutor> executors,
      WorkStore store,
      WorkPace pace,
      WorkSignals signals,
      WorkConfig config,
      Service service) {
    var outcomes = new Outcomes(store, pace, signals, service);
    this.running = new Running(store, pace, signals, outcomes, config, service);
    this.executor = new LeasedExecutor(executors, store, pace, outcomes, running, config, service);
    this.items = new WorkItems(store, pace, signals, service);
  }

  @Override
  public void accept(List<Message<? extends Command>> commands) {
    items.accept(commands);
  }

  /** Whether there is nothing that it could execute. */
  public boolean isWithoutExecutors() {
    return executor.isEmpty();
  }

  /**
   * Before the first turn: a worker of this name that ran before cannot be alive, so what it held
   * is taken over at once.
   */
  public void endFormerLeases() {
    executor.endFormerLeases();
  }

  /**
   * Claims what there is room for, and begins it. Due every {@link WorkConfig#poll} and whenever
   * {@link WorkSignals#workWaits} is told.
   *
   * @return whether something was claimed, so that there may be more
   */
  public boolean claimTurn() {
    return executor.claim();
  }

  /** Takes over what others lost. Due every half {@link WorkConfig#renew}. */
  public void takeOverTurn() {
    executor.takeOver();
  }

  /** Renews the leases that are due. Due every fifth of {@link WorkConfig#renew}. */
  public void renewTurn() {
    running.renew();
  }

  /**
   * Ends executions that could not be renewed, or that stall. Due every twentieth of {@link
   * WorkConfig#selfStop}.
   */
  public void endUnrenewedTurn() {
    running.endUnrenewedAndStalled();
  }

  /** Tells the progress that is new. Due every second. */
  public void tellProgressTurn() {
    running.tellProgress();
  }

  /** The first of a clean stop: no step is to begin anything new. */
  public void endAll() {
    running.endAll();
  }

  /** The second, for steps that did not end in time. */
  public void interruptAll() {
    running.interruptAll();
  }

  /** The last: gives back, or answers, what has no answer. */
  public void answerForAll() {
    running.settleAll();
  }

  public boolean isIdle() {
    return running.isIdle();
  }

  /** Commands in the hands of executions. */
  public int runningCount() {
    return running.count();
  }

  /** Commands that waited when {@link #takeOverTurn} looked last. */
  public long queuedCount() {
    return executor.queued();
  }
}
