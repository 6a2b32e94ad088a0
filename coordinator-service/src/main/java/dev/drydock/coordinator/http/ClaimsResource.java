package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.application.ClaimStep;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workers ask before they destroy. */
@Path("/api/v1/claims")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ClaimsResource {
  private static final int LONGEST_EXECUTION_ID = 200;
  private final ClaimStep claimStep;

  ClaimsResource(ClaimStep claimStep) {
    this.claimStep = claimStep;
  }

  record ClaimRequest(
      @Nullable String upgradeId,
      @Nullable String tenantId,
      @Nullable Long token,
      @Nullable String executionId,
      @Nullable Step step) {}

  @POST
  @RolesAllowed(Roles.WORKER)
  public Map<String, Boolean> claim(@Nullable ClaimRequest request) {
    if (request == null
        || request.upgradeId() == null
        || request.tenantId() == null
        || request.token() == null
        || request.token() < 0
        || request.executionId() == null
        || request.executionId().length() > LONGEST_EXECUTION_ID
        || request.step() == null) {
      throw Refusal.invalid(
          "invalid-claim", "a claim names upgradeId, tenantId, token, executionId and step");
    }
    var key =
        new TenantUpgrade.Key(
            UpgradeRequests.upgrade(request.upgradeId()),
            UpgradeRequests.tenant(request.tenantId()));
    if (!claimStep.claim(key, new Token(request.token()), request.step(), request.executionId())) {
      throw Refusal.conflict(
          "claim-refused",
          "the tenant does not wait for this step under this token, or another execution has it");
    }
    return Map.of("granted", true);
  }
}
