package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.coordinator.application.EventLog.Placed;
import dev.drydock.coordinator.application.ReadEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** The ledger's events from any position, as pages and as a stream. */
@Path("/api/v1/events")
class EventsResource {
  private static final int MOST = 1_000;

  private final ReadEvents read;
  private final Duration poll;

  @Inject
  EventsResource(
      ReadEvents read,
      @ConfigProperty(name = "drydock.events.stream-poll", defaultValue = "300ms") Duration poll) {
    this.read = read;
    this.poll = poll;
  }

  /**
   * @param next where to go on
   */
  record EventsPage(List<Map<String, Object>> events, long next) {}

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Produces(MediaType.APPLICATION_JSON)
  public EventsPage page(
      @QueryParam("from") @DefaultValue("1") long from,
      @QueryParam("limit") @DefaultValue("500") int limit,
      @QueryParam("upgrade") @Nullable String upgrade) {
    var page =
        read.from(
            Math.max(1, from),
            Math.clamp(limit, 1, MOST),
            upgrade == null ? null : UpgradeRequests.upgrade(upgrade));
    return new EventsPage(page.events().stream().map(EventsResource::view).toList(), page.next());
  }

  private static Map<String, Object> view(Placed placed) {
    var view = new LinkedHashMap<String, Object>();
    view.put("position", placed.position());
    view.putAll(placed.cloudEvent());
    return view;
  }

  /** Goes on for ever; after a lost connection {@code Last-Event-ID} says where to go on. */
  @GET
  @Path("/stream")
  @RolesAllowed(Roles.VIEWER)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  public Multi<OutboundSseEvent> stream(
      @jakarta.ws.rs.core.Context Sse sse,
      @HeaderParam("Last-Event-ID") @Nullable Long lastEventId,
      @QueryParam("from") @Nullable Long from,
      @QueryParam("upgrade") @Nullable String upgrade) {
    var id = upgrade == null ? null : UpgradeRequests.upgrade(upgrade);
    long first = lastEventId != null ? lastEventId + 1 : from == null ? 1 : Math.max(1, from);
    var position = new AtomicLong(first);
    return Multi.createBy()
        .repeating()
        .supplier(() -> {
          var page = read.from(position.get(), MOST, id);
          position.set(page.next());
          return page.events();
        })
        .withDelay(poll)
        .indefinitely()
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onItem()
        .transformToMultiAndConcatenate(events -> Multi.createFrom().iterable(events))
        .map(placed ->
            sse.newEventBuilder()
                .id(Long.toString(placed.position()))
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(view(placed))
                .build());
  }
}
