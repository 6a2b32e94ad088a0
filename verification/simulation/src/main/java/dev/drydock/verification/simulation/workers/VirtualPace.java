package dev.drydock.verification.simulation.workers;

import dev.drydock.migration.application.Pace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The migration service's time, from the kernel. */
record VirtualPace(Life life) implements Pace {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  @Override
  public long nanos() {
    return life.nanos();
  }

  @Override
  public void pauseUpTo(Duration longest) {
    life.sleep(Duration.ofMillis(life.drawn(longest.toMillis() + 1)));
  }

  @Override
  public <V> V await(CompletableFuture<V> made) {
    while (!made.isDone()) {
      life.sleep(LOOK_AGAIN);
    }
    return made.join();
  }

  @Override
  public Beside beside(Duration between, BooleanSupplier tick) {
    var closed = new boolean[1];
    again(between, tick, closed);
    return () -> closed[0] = true;
  }

  private void again(Duration between, BooleanSupplier tick, boolean[] closed) {
    life.beside(
        between,
        "watch",
        () -> {
          if (!closed[0] && tick.getAsBoolean()) {
            again(between, tick, closed);
          }
        });
  }
}
