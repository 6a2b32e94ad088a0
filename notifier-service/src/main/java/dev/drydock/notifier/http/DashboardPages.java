package dev.drydock.notifier.http;

import dev.drydock.access.Roles;
import dev.drydock.notifier.application.Board;
import dev.drydock.notifier.application.Feed;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** The pages; whoever is not signed in is sent to the door. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@Blocking
class DashboardPages {
  private static final int LISTED = 30;
  private static final int PARKED = 50;
  private static final int LINES = 60;

  private final Board board;
  private final Feed feed;
  private final SecurityIdentity identity;
  private final Clock clock;

  DashboardPages(Board board, Feed feed, SecurityIdentity identity, Clock clock) {
    this.board = board;
    this.feed = feed;
    this.identity = identity;
    this.clock = clock;
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance fleet(List<UpgradePage> upgrades, String user);

    static native TemplateInstance upgrade(
        UpgradePage upgrade, long position, String user, List<UpgradePage.Figure> legend);

    static native TemplateInstance refused(String title, String detail, String user);
  }

  @GET
  public Response fleet() {
    return forViewers(() ->
        Response.ok(
                Templates.fleet(
                    board.upgrades(null, LISTED).stream().map(this::listed).toList(), user()))
            .build());
  }

  private UpgradePage listed(Board.Upgrade upgrade) {
    return UpgradePage.of(
        upgrade, List.of(), board.parked(upgrade.id(), PARKED), List.of(), clock.instant());
  }

  @GET
  @Path("/upgrades/{id}")
  public Response upgrade(@PathParam("id") String id) {
    return forViewers(
        () -> board.upgrade(id).map(this::page).orElseGet(() -> notFound("No such upgrade")));
  }

  private Response page(Board.Upgrade upgrade) {
    long position = board.position();
    var page =
        UpgradePage.of(
            upgrade,
            board.failures(upgrade.id()),
            board.parked(upgrade.id(), PARKED),
            feed.of(board.latest(upgrade.id(), null, LINES)),
            clock.instant());
    return Response.ok(Templates.upgrade(page, position, user(), Legend.FIGURES)).build();
  }

  private Response notFound(String title) {
    return Response.status(404)
        .entity(
            Templates.refused(
                title, "It is not known here, or not yet. Try: drydock show upgrade ID", user()))
        .build();
  }

  private Response forViewers(Supplier<Response> page) {
    if (identity.isAnonymous()) {
      return Response.seeOther(URI.create("/login")).build();
    }
    if (identity.getRoles().stream().noneMatch(DashboardPages::reads)) {
      return Response.status(403)
          .entity(
              Templates.refused(
                  "Not with this token", "Sign in with a token that has the role viewer.", user()))
          .build();
    }
    return page.get();
  }

  private static boolean reads(String role) {
    return role.equals(Roles.VIEWER) || role.equals(Roles.OPERATOR) || role.equals(Roles.APPROVER);
  }

  private String user() {
    return identity.getPrincipal().getName();
  }
}
