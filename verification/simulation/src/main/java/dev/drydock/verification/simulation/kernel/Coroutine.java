package dev.drydock.verification.simulation.kernel;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** Code of one life of a process that can stand still at a point and go on later. */
final class Coroutine {
  private static final ContinuationScope SCOPE = new ContinuationScope("simulation");
  final Process process;
  final int life;
  private final Continuation continuation;

  /** Which of the wake-ups that are under way counts: the others came too late. */
  int turn;

  /** Whether the wake-up was a signal, and not the time. */
  boolean signalled;

  Coroutine(Process process, int life, Runnable body) {
    this.process = process;
    this.life = life;
    this.continuation = new Continuation(SCOPE, body);
  }

  void run() {
    continuation.run();
  }

  /** Stands still until {@link #run}; for ever, if its process has ended. */
  void standStill() {
    turn++;
    if (!Continuation.yield(SCOPE)) {
      throw new IllegalStateException("a point while a monitor or a native frame is held");
    }
  }

  boolean isAlive() {
    return process.isUp() && process.life() == life && !continuation.isDone();
  }
}
