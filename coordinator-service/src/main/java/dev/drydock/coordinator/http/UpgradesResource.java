package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.ReadUpgrades;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.application.RetryTenants;
import dev.drydock.coordinator.application.StartUpgrade;
import dev.drydock.coordinator.application.SteerUpgrade;
import dev.drydock.coordinator.application.UpgradeViews.HistoryView;
import dev.drydock.coordinator.application.UpgradeViews.TenantView;
import dev.drydock.coordinator.application.UpgradeViews.UpgradeView;
import dev.drydock.coordinator.http.UpgradeRequests.RetryRequest;
import dev.drydock.coordinator.http.UpgradeRequests.UpgradeRequest;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts, steers and shows upgrades. */
@Path("/api/v1/upgrades")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Idempotent
class UpgradesResource {
  private final StartUpgrade startUpgrade;
  private final SteerUpgrade steer;
  private final RetryTenants retryTenants;
  private final ReadUpgrades read;
  private final SecurityIdentity caller;

  UpgradesResource(
      StartUpgrade startUpgrade,
      SteerUpgrade steer,
      RetryTenants retryTenants,
      ReadUpgrades read,
      SecurityIdentity caller) {
    this.startUpgrade = startUpgrade;
    this.steer = steer;
    this.retryTenants = retryTenants;
    this.read = read;
    this.caller = caller;
  }

  @POST
  @RolesAllowed(Roles.OPERATOR)
  @CustomDeserialization(StrictRequests.class)
  public Response start(@Nullable UpgradeRequest request) {
    if (request == null) {
      throw Refusal.invalid("no-body", "the body says what to upgrade: {\"release\": ...}");
    }
    var id =
        startUpgrade.with(
            new StartUpgrade.Order(
                request.coordinates(),
                request.selector() == null ? "all" : request.selector(),
                request.strategy(),
                !Boolean.FALSE.equals(request.start()),
                name()));
    return Response.created(URI.create("/api/v1/upgrades/" + id)).entity(read.one(id)).build();
  }

  /** A page, and the cursor of the next one when there may be more. */
  record UpgradesPage(List<UpgradeView> upgrades, @Nullable String next) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  public UpgradesPage list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    var before = cursor == null ? null : UpgradeRequests.upgrade(cursor);
    int size = Math.clamp(limit, 1, 200);
    var page = read.page(state, before, size);
    return new UpgradesPage(page, page.size() < size ? null : page.getLast().id());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.VIEWER)
  public UpgradeView show(@PathParam("id") String id) {
    return read.one(UpgradeRequests.upgrade(id));
  }

  /** A page, and the cursor of the next one when there may be more. */
  record TenantsPage(List<TenantView> tenants, @Nullable String next) {}

  @GET
  @Path("/{id}/tenants")
  @RolesAllowed(Roles.VIEWER)
  public TenantsPage tenants(
      @PathParam("id") String id,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    TenantId after = cursor == null ? null : UpgradeRequests.tenant(cursor);
    int size = Math.clamp(limit, 1, 1000);
    var page = read.tenants(UpgradeRequests.upgrade(id), state, after, size);
    return new TenantsPage(page, page.size() < size ? null : page.getLast().tenant());
  }

  @GET
  @Path("/{id}/tenants/{tenant}")
  @RolesAllowed(Roles.VIEWER)
  public HistoryView history(@PathParam("id") String id, @PathParam("tenant") String tenant) {
    return read.history(UpgradeRequests.upgrade(id), UpgradeRequests.tenant(tenant));
  }

  @POST
  @Path("/{id}/start")
  @RolesAllowed(Roles.OPERATOR)
  public UpgradeView startDraft(@PathParam("id") String id) {
    var upgrade = UpgradeRequests.upgrade(id);
    startUpgrade.draft(upgrade, name());
    return read.one(upgrade);
  }

  @POST
  @Path("/{id}/pause")
  @RolesAllowed(Roles.OPERATOR)
  public UpgradeView pause(@PathParam("id") String id) {
    var upgrade = UpgradeRequests.upgrade(id);
    steer.pause(upgrade, name());
    return read.one(upgrade);
  }

  @POST
  @Path("/{id}/resume")
  @RolesAllowed(Roles.OPERATOR)
  public UpgradeView resume(@PathParam("id") String id) {
    var upgrade = UpgradeRequests.upgrade(id);
    steer.resume(upgrade, name());
    return read.one(upgrade);
  }

  @POST
  @Path("/{id}/abort")
  @RolesAllowed(Roles.OPERATOR)
  public UpgradeView abort(@PathParam("id") String id) {
    var upgrade = UpgradeRequests.upgrade(id);
    steer.abort(upgrade, name());
    return read.one(upgrade);
  }

  @POST
  @Path("/{id}/retry")
  @RolesAllowed(Roles.OPERATOR)
  @CustomDeserialization(StrictRequests.class)
  public RetryView retry(@PathParam("id") String id, @Nullable RetryRequest request) {
    var upgrade = UpgradeRequests.upgrade(id);
    var which = (request == null ? new RetryRequest(true, null, null) : request).which();
    var retried = retryTenants.in(upgrade, which, name());
    return RetryView.of(read.one(upgrade), retried);
  }

  private String name() {
    return caller.getPrincipal().getName();
  }
}
