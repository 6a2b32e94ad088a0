package dev.drydock.verification.simulation.coordinator;

import dev.drydock.coordinator.application.SagaSettings;
import dev.drydock.verification.configuration.Configured;
import java.util.Map;

/** The defaults, but for ticks that come less often: a virtual hour is then cheaper. */
final class Settings {
  static final SagaSettings SAGA =
      Configured.as(
          SagaSettings.class,
          Map.of(
              "drydock.saga.admit-every", "10s",
              "drydock.saga.wake-every", "5s",
              "drydock.saga.place-every", "20s",
              "drydock.saga.sign-every", "30s"));

  private Settings() {}
}
