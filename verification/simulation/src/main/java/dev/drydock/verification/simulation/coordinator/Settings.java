package dev.drydock.verification.simulation.coordinator;

import dev.drydock.coordinator.application.SagaSettings;
import java.time.Duration;

/** The defaults, but for ticks that come less often: a virtual hour is then cheaper. */
final class Settings implements SagaSettings {
  @Override
  public Duration sendAgain() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration noAnswer() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration outagePatience() {
    return Duration.ofHours(1);
  }

  @Override
  public Duration backoff() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration backoffLimit() {
    return Duration.ofSeconds(60);
  }

  @Override
  public int sendAgainBatch() {
    return 500;
  }

  @Override
  public Duration admitEvery() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration wakeEvery() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration placeEvery() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration signEvery() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration republishEvery() {
    return Duration.ofMinutes(10);
  }
}
