package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.coordinator.application.PlanUpgrade;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Plans")
class PlansResource {
  private final PlanUpgrade planUpgrade;

  PlansResource(PlanUpgrade planUpgrade) {
    this.planUpgrade = planUpgrade;
  }

  /** What to plan; the fields of an upgrade's strategy have its defaults. */
  record PlanRequest(
      @Nullable String release,
      @Nullable String selector,
      @Nullable String waves,
      @Nullable Integer concurrency,
      @Nullable Integer hostConcurrency,
      @Nullable String failureBudget) {}

  @POST
  @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
  @CustomDeserialization(StrictRequests.class)
  @Operation(summary = "Says what an upgrade would do, from what is known; changes nothing")
  public PlanView plan(@Nullable PlanRequest request) {
    if (request == null) {
      throw InvalidRequests.invalid("(body)", "is missing").exception();
    }
    var plan =
        planUpgrade.of(
            release(request.release()),
            TenantSelector.parse(request.selector() == null ? "all" : request.selector()),
            Strategy.parse(
                request.waves(),
                request.concurrency(),
                request.hostConcurrency(),
                request.failureBudget()));
    return PlanView.of(plan);
  }

  private static ReleaseCoordinates release(@Nullable String text) {
    if (text == null) {
      throw InvalidRequests.invalid("release", "is missing").exception();
    }
    try {
      return ReleaseCoordinates.parse(text);
    } catch (IllegalArgumentException e) {
      throw InvalidRequests.invalid("release", String.valueOf(e.getMessage())).exception();
    }
  }
}
