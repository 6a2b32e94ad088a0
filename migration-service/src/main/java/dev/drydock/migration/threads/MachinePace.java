package dev.drydock.migration.threads;

import dev.drydock.migration.application.Pace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The machine's clock, and virtual threads. */
public final class MachinePace implements Pace {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void pauseUpTo(Duration longest) {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest.toNanos() + 1));
  }

  @Override
  public <V> V await(CompletableFuture<V> made) {
    return made.join();
  }

  @Override
  public Beside beside(Duration between, BooleanSupplier tick) {
    var closed = new CountDownLatch(1);
    Thread.ofVirtual().name("migration-watch").start(() -> repeat(between, tick, closed));
    return closed::countDown;
  }

  private static void repeat(Duration between, BooleanSupplier tick, CountDownLatch closed) {
    try {
      while (!closed.await(between.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!tick.getAsBoolean()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
