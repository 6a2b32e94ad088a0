package dev.drydock.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Red while the coordinator turns this worker's claims away; always green where nobody claims. */
@Readiness
@ApplicationScoped
class ClaimsReadiness implements HealthCheck {
  private final TurnedAway turnedAway;

  @Inject
  ClaimsReadiness(TurnedAway turnedAway) {
    this.turnedAway = turnedAway;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("claims").status(turnedAway.reason().isEmpty());
    turnedAway.reason().ifPresent(reason -> response.withData("reason", reason));
    return response.build();
  }
}
