package dev.drydock.migration.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Time that passes when the test says so. */
final class FakePace implements Pace {
  final List<Duration> pauses = new ArrayList<>();
  private long nanos;
  private BooleanSupplier tick = () -> false;

  /** As long as it takes, tick by tick, for whatever goes on beside. */
  void pass(Duration duration) {
    var until = nanos + duration.toNanos();
    boolean goesOn = true;
    while (nanos < until) {
      nanos += Duration.ofMillis(250).toNanos();
      goesOn = goesOn && tick.getAsBoolean();
    }
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void pauseUpTo(Duration longest) {
    pauses.add(longest);
  }

  @Override
  public <V> V await(CompletableFuture<V> made) {
    return made.join();
  }

  @Override
  public Beside beside(Duration between, BooleanSupplier again) {
    tick = again;
    return () -> tick = () -> false;
  }
}
