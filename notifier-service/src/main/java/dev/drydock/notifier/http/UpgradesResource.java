package dev.drydock.notifier.http;

import static dev.drydock.access.Roles.APPROVER;
import static dev.drydock.access.Roles.OPERATOR;
import static dev.drydock.access.Roles.VIEWER;

import dev.drydock.access.Problem;
import dev.drydock.access.ProblemException;
import dev.drydock.notifier.application.Board;
import dev.drydock.notifier.application.Feed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The projection for machines and for the dashboard's script. */
@Path("/api/v1/upgrades")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({VIEWER, OPERATOR, APPROVER})
@Blocking
class UpgradesResource {
  private static final int PAGE_LIMIT = 200;
  private static final int TIMELINE_LIMIT = 500;

  private final Board board;
  private final Feed feed;

  UpgradesResource(Board board, Feed feed) {
    this.board = board;
    this.feed = feed;
  }

  record UpgradesView(List<Board.Upgrade> upgrades, @Nullable String next) {}

  /**
   * @param position replay the stream from here
   * @param cells one letter per tenant, in the order of the names
   */
  record SnapshotView(long position, Board.Upgrade upgrade, String cells) {}

  record TenantView(Board.Tenant tenant, List<Feed.Line> timeline) {}

  record EventsView(List<Feed.Line> events) {}

  @GET
  public UpgradesView list(
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    int size = Math.clamp(limit, 1, PAGE_LIMIT);
    var found = board.upgrades(cursor, size);
    return new UpgradesView(found, found.size() < size ? null : found.getLast().id());
  }

  @GET
  @Path("/{id}")
  public SnapshotView snapshot(@PathParam("id") String id) {
    long position = board.position();
    return new SnapshotView(position, known(id), board.cells(id));
  }

  @GET
  @Path("/{id}/names")
  public List<String> names(@PathParam("id") String id) {
    known(id);
    return board.names(id);
  }

  @GET
  @Path("/{id}/tenants/{tenant}")
  public TenantView tenant(@PathParam("id") String id, @PathParam("tenant") String tenant) {
    var found =
        board
            .tenant(id, tenant)
            .orElseThrow(() ->
                notFound(
                    "This upgrade has no such tenant.", "drydock show upgrade " + known(id).id()));
    return new TenantView(found, feed.of(board.latest(id, tenant, TIMELINE_LIMIT)).reversed());
  }

  @GET
  @Path("/{id}/failures")
  public List<Board.Cause> failures(@PathParam("id") String id) {
    known(id);
    return board.failures(id);
  }

  @GET
  @Path("/{id}/events")
  public EventsView events(
      @PathParam("id") String id,
      @QueryParam("tenant") @Nullable String tenant,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    known(id);
    return new EventsView(feed.of(board.latest(id, tenant, Math.clamp(limit, 1, PAGE_LIMIT))));
  }

  private Board.Upgrade known(String id) {
    return board
        .upgrade(id)
        .orElseThrow(() -> notFound("There is no such upgrade here.", "GET /api/v1/upgrades"));
  }

  private static ProblemException notFound(String detail, String next) {
    return Problem.of("not-found", "Not found", 404).detail(detail).with("next", next).exception();
  }
}
