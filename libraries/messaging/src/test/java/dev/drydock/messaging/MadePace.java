package dev.drydock.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** Time that passes when a test says so; a step runs when it is asked to. */
final class MadePace implements WorkPace {
  private final Queue<Runnable> begun = new ArrayDeque<>();
  private long nanos;
  int interrupts;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  void runBegun() {
    while (!begun.isEmpty()) {
      begun.remove().run();
    }
  }

  @Override
  public Instant now() {
    return Samples.NOON.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Duration around(Duration mean) {
    return mean;
  }

  @Override
  public void pause(Duration time) {
    pass(time);
  }

  @Override
  public WorkPace.Step begin(Runnable step) {
    begun.add(step);
    return () -> interrupts++;
  }

  @Override
  public void undisturbed(Runnable task) {
    task.run();
  }
}
