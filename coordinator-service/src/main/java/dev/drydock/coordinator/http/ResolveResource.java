package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.coordinator.application.ResolveTenant;
import dev.drydock.coordinator.http.UpgradeRequests.ResolveRequest;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person decides about a parked tenant. */
@Path("/api/v1/tenants/{tenant}/resolve")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Idempotent
class ResolveResource {
  private final ResolveTenant resolveTenant;
  private final SecurityIdentity caller;

  ResolveResource(ResolveTenant resolveTenant, SecurityIdentity caller) {
    this.resolveTenant = resolveTenant;
    this.caller = caller;
  }

  @POST
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
  @CustomDeserialization(StrictRequests.class)
  public Map<String, String> resolve(
      @PathParam("tenant") String tenant, @Nullable ResolveRequest request) {
    var action = (request == null ? new ResolveRequest(null) : request).resolution();
    var state =
        resolveTenant.with(UpgradeRequests.tenant(tenant), action, caller.getPrincipal().getName());
    return Map.of("tenant", tenant, "action", action.name(), "state", state);
  }
}
