package dev.drydock.migration.application;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** How a step lives through time: what has passed, waiting, and what goes on beside it. */
public interface Pace {
  /** Of a clock that only goes forward; its origin means nothing. */
  long nanos();

  /** Waits for a random part of this time. */
  void pauseUpTo(Duration longest);

  /**
   * Waits for what another step makes.
   *
   * @throws java.util.concurrent.CompletionException when it failed
   */
  <V> V await(CompletableFuture<V> made);

  /**
   * Calls the tick again and again beside the caller, until it answers false or this is closed.
   *
   * @param between from the end of one tick to the next, and before the first
   */
  Beside beside(Duration between, BooleanSupplier tick);

  /** What goes on beside a step. */
  interface Beside extends AutoCloseable {
    @Override
    void close();
  }
}
