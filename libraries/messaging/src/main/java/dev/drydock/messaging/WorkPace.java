package dev.drydock.messaging;

import java.time.Duration;
import java.time.Instant;

/** How a worker lives through time: clocks, waiting, chance, and what goes on beside it. */
public interface WorkPace {
  Instant now();

  /** Of a clock that only goes forward; its origin means nothing. */
  long nanos();

  /** A random time between half of this and one and a half. */
  Duration around(Duration mean);

  void pause(Duration time);

  /** Begins a step beside the caller. */
  Step begin(Runnable step);

  /**
   * Runs this to its end before it returns. An interrupt of the caller's step does not reach it: it
   * would cost a connection.
   */
  void undisturbed(Runnable task);

  /** One that has begun. */
  interface Step {
    /** Wakes it where it waits; nothing happens to one that has ended. */
    void interrupt();
  }
}
