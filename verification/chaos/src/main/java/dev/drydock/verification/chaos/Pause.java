package dev.drydock.verification.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting. */
final class Pause {
  private static final Duration POLL = Duration.ofMillis(200);

  private Pause() {}

  /** Until the condition holds; false when the time was over first. */
  static boolean until(Duration within, BooleanSupplier condition) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
