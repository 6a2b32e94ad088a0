package dev.drydock.coordinator.application;

import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter before every attempt but the first. */
@ApplicationScoped
public class Backoff implements Move.Pauses {
  private static final int MOST_DOUBLINGS = 20;
  private final SagaSettings settings;
  private final RandomGenerator random;

  Backoff(SagaSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  @Override
  public Duration before(TenantUpgradeState from, TenantUpgradeState.Waiting to) {
    if (to.attempt() < 2) {
      return Duration.ZERO;
    }
    int doublings = Math.min(to.attempt() - 2, MOST_DOUBLINGS);
    long ceiling =
        Math.min(settings.backoff().toMillis() << doublings, settings.backoffLimit().toMillis());
    return Duration.ofMillis(1 + random.nextLong(Math.max(1, ceiling)));
  }

  @Override
  public Duration sendAgain() {
    return settings.sendAgain();
  }
}
