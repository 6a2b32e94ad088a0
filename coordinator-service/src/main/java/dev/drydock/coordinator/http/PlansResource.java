package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.access.SafeText;
import dev.drydock.coordinator.application.CheckPlan;
import dev.drydock.coordinator.application.PlanUpgrade;
import dev.drydock.coordinator.application.ReadPlans;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Plans")
class PlansResource {
  private final PlanUpgrade planUpgrade;
  private final CheckPlan checkPlan;
  private final ReadPlans readPlans;
  private final SecurityIdentity caller;

  PlansResource(
      PlanUpgrade planUpgrade, CheckPlan checkPlan, ReadPlans readPlans, SecurityIdentity caller) {
    this.planUpgrade = planUpgrade;
    this.checkPlan = checkPlan;
    this.readPlans = readPlans;
    this.caller = caller;
  }

  /**
   * What to plan; the fields of an upgrade's strategy have its defaults.
   *
   * @param check whether to ask every tenant; without it, only the ledger is
   */
  record PlanRequest(
      @Nullable String release,
      @Nullable String selector,
      @Nullable String waves,
      @Nullable Integer concurrency,
      @Nullable Integer hostConcurrency,
      @Nullable String failureBudget,
      @Nullable Boolean check) {

    TenantSelector tenants() {
      return TenantSelector.parse(selector == null ? "all" : selector);
    }

    Strategy strategy() {
      return Strategy.parse(waves, concurrency, hostConcurrency, failureBudget);
    }
  }

  @POST
  @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
  @CustomDeserialization(StrictRequests.class)
  @Operation(
      summary = "Says what an upgrade would do; changes nothing",
      description = "With check, 202 and a plan to be read until its state is READY.")
  public RestResponse<PlanView> plan(@Nullable PlanRequest request) {
    if (request == null) {
      throw InvalidRequests.invalid("(body)", "is missing").exception();
    }
    var release = release(request.release());
    if (!Boolean.TRUE.equals(request.check())) {
      return RestResponse.ok(
          PlanView.of(planUpgrade.of(release, request.tenants(), request.strategy())));
    }
    var by = caller.getPrincipal().getName();
    var id = checkPlan.of(release, request.tenants(), request.strategy(), by);
    return RestResponse.ResponseBuilder.<PlanView>create(RestResponse.Status.ACCEPTED)
        .location(URI.create("/api/v1/plans/" + id))
        .entity(PlanView.of(readPlans.byId(id)))
        .build();
  }

  @GET
  @Path("{id}")
  @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
  @Operation(summary = "A plan whose tenants are asked, with what they have answered so far")
  public PlanView show(@PathParam("id") String id) {
    return PlanView.of(readPlans.byId(plan(id)));
  }

  private static PlanId plan(String id) {
    try {
      return new PlanId(id);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound("plan", SafeText.of(id));
    }
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
