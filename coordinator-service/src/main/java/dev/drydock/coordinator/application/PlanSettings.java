package dev.drydock.coordinator.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long plans ask, and how long they are kept. */
@ConfigMapping(prefix = "drydock.plan")
public interface PlanSettings {
  /** Tenants that have not answered are asked again after this long; doubles with each time. */
  @WithDefault("5s")
  Duration sendAgain();

  /** No pause before asking again is longer. */
  @WithDefault("30s")
  Duration sendAgainLimit();

  /** When no tenant of a plan has answered for this long, the rest of it counts as refused. */
  @WithDefault("2m")
  Duration silence();

  /** Plans are forgotten after this long. */
  @WithDefault("24h")
  Duration kept();

  /** So many plans may ask at a time. */
  @WithDefault("20")
  int mostAsking();
}
