package dev.drydock.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The machine's clocks, and virtual threads. */
final class MachinePace implements WorkPace {
  private final InstantSource clock = InstantSource.system();
  private final Executor undisturbed = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Duration around(Duration mean) {
    return Duration.ofMillis(
        mean.toMillis() / 2 + ThreadLocalRandom.current().nextLong(mean.toMillis()));
  }

  @Override
  public void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  public Step begin(Runnable step) {
    return Thread.ofVirtual().name("drydock-step").start(step)::interrupt;
  }

  @Override
  public void undisturbed(Runnable task) {
    CompletableFuture.runAsync(task, undisturbed).join();
  }
}
