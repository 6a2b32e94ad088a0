package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.saga.Move;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter before everything that is tried again. */
@ApplicationScoped
public class Backoff implements Move.Pauses {
  private static final int MOST_DOUBLINGS = 20;
  private final SagaSettings settings;
  private final RandomGenerator random;

  public Backoff(SagaSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  @Override
  public Duration after(int failures) {
    if (failures < 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    long ceiling =
        Math.min(settings.backoff().toMillis() << doublings, settings.backoffLimit().toMillis());
    return Duration.ofMillis(1 + random.nextLong(Math.max(1, ceiling)));
  }

  @Override
  public Duration outagePatience() {
    return settings.outagePatience();
  }

  @Override
  public Duration sendAgain() {
    return settings.sendAgain();
  }
}
