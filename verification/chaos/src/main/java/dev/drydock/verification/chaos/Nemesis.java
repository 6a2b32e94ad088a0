package dev.drydock.verification.chaos;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out a schedule, one fault after the other, and logs each. */
final class Nemesis {
  /** At least so long between a fault's end and the next, also when the schedule is behind. */
  private static final Duration CALM = Duration.ofSeconds(5);

  private final Bench bench;
  private final RunFolder folder;
  private final Consumer<String> say;
  private final Thread thread;
  private volatile boolean striking;
  private volatile long quietSinceMs = System.currentTimeMillis();
  private volatile @Nullable RuntimeException failure;

  Nemesis(Bench bench, Schedule schedule, RunFolder folder, Consumer<String> say) {
    this.bench = bench;
    this.folder = folder;
    this.say = say;
    this.thread = Thread.ofPlatform().name("nemesis").unstarted(() -> carryOut(schedule));
  }

  void start() {
    thread.start();
  }

  private void carryOut(Schedule schedule) {
    long began = System.nanoTime();
    try {
      for (var planned : schedule.faults()) {
        var wait = planned.after().minusNanos(System.nanoTime() - began);
        Thread.sleep(wait.compareTo(CALM) > 0 ? wait : CALM);
        strike(planned);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void strike(Schedule.Planned planned) throws InterruptedException {
    var fault = planned.fault();
    striking = true;
    long began = System.currentTimeMillis();
    try {
      var seen = fault.inject(bench);
      say.accept("fault: %s of %s: %s".formatted(fault.kind(), fault.target(), seen));
      folder.fault(new FaultRecord(fault.kind(), fault.target(), began, 0, seen));
      try {
        Thread.sleep(planned.lasts());
      } finally {
        fault.heal(bench);
      }
      long ended = System.currentTimeMillis();
      folder.fault(new FaultRecord(fault.kind(), fault.target(), began, ended, seen));
    } finally {
      quietSinceMs = System.currentTimeMillis();
      striking = false;
    }
  }

  /** How long no fault has been in effect. */
  Duration quietFor() {
    return striking ? Duration.ZERO : Duration.ofMillis(System.currentTimeMillis() - quietSinceMs);
  }

  /** Whether the last fault has ended, or one could not be injected or healed. */
  boolean isOver() {
    return !thread.isAlive();
  }

  /** Throws what went wrong, if something did. */
  void failed() {
    var thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  void stop() {
    thread.interrupt();
    try {
      thread.join(Duration.ofMinutes(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
