package dev.drydock.verification.simulation.workers;

import dev.drydock.messaging.WorkPace;
import java.time.Duration;
import java.time.Instant;

/** A worker's time, from the kernel; a step that is interrupted does not notice. */
record VirtualWorkPace(Life life) implements WorkPace {
  @Override
  public Instant now() {
    return life.clock().instant();
  }

  @Override
  public long nanos() {
    return life.nanos();
  }

  @Override
  public Duration around(Duration mean) {
    return Duration.ofMillis(mean.toMillis() / 2 + life.drawn(Math.max(1, mean.toMillis())));
  }

  @Override
  public void pause(Duration time) {
    life.sleep(time);
  }

  @Override
  public Step begin(Runnable step) {
    life.beside(Duration.ZERO, "step", step);
    return () -> {};
  }

  @Override
  public void undisturbed(Runnable task) {
    task.run();
  }
}
