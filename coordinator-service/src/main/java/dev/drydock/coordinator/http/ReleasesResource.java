package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.access.Roles;
import dev.drydock.coordinator.application.CreateRelease;
import dev.drydock.coordinator.application.FindReleases;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/releases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Releases")
@Idempotent
class ReleasesResource {
  private final CreateRelease createRelease;
  private final FindReleases findReleases;
  private final SecurityIdentity caller;

  ReleasesResource(
      CreateRelease createRelease, FindReleases findReleases, SecurityIdentity caller) {
    this.createRelease = createRelease;
    this.findReleases = findReleases;
    this.caller = caller;
  }

  /**
   * @param next {@code null} on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReleasesPage(List<ReleaseView> releases, @Nullable String next) {}

  @POST
  @Consumes({"application/zip", MediaType.APPLICATION_OCTET_STREAM})
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      summary = "Creates a release from a zip of migrations/**, assertions/*.sql, drydock.yaml",
      description = "201 when it is new, 200 when the same content exists, 409 for other content.")
  public RestResponse<ReleaseView> create(
      @QueryParam("name") @Nullable String name,
      @QueryParam("version") @Nullable String version,
      @QueryParam("from") @Nullable String from,
      byte[] zip) {
    var created =
        createRelease.from(name, version, parts(from), zip, caller.getPrincipal().getName());
    var view = ReleaseView.of(created.release());
    return created.fresh()
        ? RestResponse.ResponseBuilder.<ReleaseView>created(
                URI.create("/api/v1/releases/" + created.release().coordinates()))
            .entity(view)
            .build()
        : RestResponse.ok(view);
  }

  private static @Nullable List<String> parts(@Nullable String from) {
    return from == null
        ? null
        : Arrays.stream(from.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Lists releases by name and version")
  public ReleasesPage list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int wanted = Cursors.limit(limit);
    var page =
        findReleases.page(
            Cursors.parse(cursor, dev.drydock.coordinator.domain.release.ReleaseCoordinates::parse),
            wanted);
    return new ReleasesPage(
        page.stream().map(ReleaseView::of).toList(),
        Cursors.next(page, wanted, release -> release.coordinates().toString()));
  }

  @GET
  @Path("{coordinates}")
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "One release, by name:version")
  public ReleaseView show(@PathParam("coordinates") String coordinates) {
    return ReleaseView.of(findReleases.byCoordinates(Ids.release(coordinates)));
  }
}
