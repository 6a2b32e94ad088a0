package dev.drydock.notifier.http;

import static dev.drydock.access.Roles.APPROVER;
import static dev.drydock.access.Roles.OPERATOR;
import static dev.drydock.access.Roles.VIEWER;

import dev.drydock.access.Problem;
import dev.drydock.access.ProblemException;
import dev.drydock.notifier.application.Deliveries;
import dev.drydock.notifier.application.ManageWebhooks;
import dev.drydock.notifier.domain.Webhook;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscriptions to events by HTTP, signed by Standard Webhooks. */
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, OPERATOR, APPROVER})
@Blocking
class WebhooksResource {
  private static final int DELIVERIES_LIMIT = 200;

  private final ManageWebhooks webhooks;
  private final SecurityIdentity identity;

  WebhooksResource(ManageWebhooks webhooks, SecurityIdentity identity) {
    this.webhooks = webhooks;
    this.identity = identity;
  }

  /**
   * @param events types of events, all when left out
   * @param secretReference {@code env:DRYDOCK_WEBHOOK_...} or {@code file:}; a secret is generated
   *     when left out
   */
  record WebhookRequest(
      @NotNull @Size(max = 2_000) String url,
      @Size(max = 50) @Nullable List<@NotNull @Size(max = 100) String> events,
      @Size(max = 500) @Nullable String secretReference) {}

  /**
   * @param secret only in the answer that created it
   */
  record WebhookView(
      UUID id,
      String url,
      List<String> events,
      String state,
      @Nullable String reason,
      String createdBy,
      Instant createdAt,
      @Nullable String secretReference,
      @Nullable String secret) {
    /** For those who may not subscribe: a path or a query may be a receiver's own secret. */
    static WebhookView hostOnly(Webhook hook) {
      var whole = of(hook, null);
      return new WebhookView(
          whole.id(),
          hook.url().getScheme() + "://" + hook.url().getRawAuthority(),
          whole.events(),
          whole.state(),
          whole.reason(),
          whole.createdBy(),
          whole.createdAt(),
          null,
          null);
    }

    static WebhookView of(Webhook hook, @Nullable String secret) {
      return new WebhookView(
          hook.id(),
          hook.url().toString(),
          hook.types(),
          hook.state(),
          hook.reason(),
          hook.createdBy(),
          hook.createdAt(),
          hook.secret() instanceof Webhook.Secret.Reference(var value) ? value : null,
          secret);
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(OPERATOR)
  public Response subscribe(@NotNull @Valid WebhookRequest request) {
    try {
      var events = request.events() == null ? List.<String>of() : request.events();
      var made =
          webhooks.subscribe(
              uri(request.url()),
              events,
              request.secretReference(),
              identity.getPrincipal().getName());
      var view = WebhookView.of(made.webhook(), made.secret());
      return Response.created(URI.create("/api/v1/webhooks/" + view.id())).entity(view).build();
    } catch (ManageWebhooks.Refused e) {
      throw invalid(e.field(), String.valueOf(e.getMessage()));
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw invalid("url", "is not a URL");
    }
  }

  private static ProblemException invalid(String field, String why) {
    return Problem.of("invalid-request", "The request has invalid fields", 422)
        .errors(List.of(new Problem.Mistake(null, field, why)))
        .exception();
  }

  @GET
  public Map<String, List<WebhookView>> list() {
    boolean whole = identity.hasRole(OPERATOR);
    return Map.of(
        "webhooks",
        webhooks.list().stream()
            .map(hook -> whole ? WebhookView.of(hook, null) : WebhookView.hostOnly(hook))
            .toList());
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(OPERATOR)
  public void unsubscribe(@PathParam("id") UUID id) {
    if (!webhooks.unsubscribe(id)) {
      throw unknown();
    }
  }

  @POST
  @Path("/{id}/test")
  @RolesAllowed(OPERATOR)
  public Response test(@PathParam("id") UUID id) {
    long delivery =
        webhooks.test(id, identity.getPrincipal().getName()).orElseThrow(WebhooksResource::unknown);
    return Response.accepted(Map.of("delivery", delivery)).build();
  }

  @GET
  @Path("/{id}/deliveries")
  public Map<String, List<Deliveries.State>> deliveries(
      @PathParam("id") UUID id, @QueryParam("limit") @DefaultValue("50") int limit) {
    var found =
        webhooks
            .deliveries(id, Math.clamp(limit, 1, DELIVERIES_LIMIT))
            .orElseThrow(WebhooksResource::unknown);
    return Map.of("deliveries", found);
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/redeliver")
  @RolesAllowed(OPERATOR)
  public Response redeliver(@PathParam("id") UUID id, @PathParam("delivery") long delivery) {
    if (!webhooks.redeliver(id, delivery)) {
      throw unknown();
    }
    return Response.accepted(Map.of("delivery", delivery)).build();
  }

  private static ProblemException unknown() {
    return Problem.of("not-found", "Not found", 404)
        .detail("There is no such webhook or delivery; GET /api/v1/webhooks lists them.")
        .exception();
  }
}
