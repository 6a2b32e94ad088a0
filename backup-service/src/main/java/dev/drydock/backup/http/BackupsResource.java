package dev.drydock.backup.http;

import dev.drydock.access.Roles;
import dev.drydock.backup.application.Backups;
import dev.drydock.backup.application.CreateBackup;
import dev.drydock.backup.application.PruneBackups;
import dev.drydock.backup.application.VerifyBackup;
import dev.drydock.backup.http.Views.BackupView;
import dev.drydock.backup.http.Views.CreateRequest;
import dev.drydock.backup.http.Views.PageView;
import dev.drydock.backup.http.Views.PruneRequest;
import dev.drydock.backup.http.Views.PruneView;
import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import io.smallrye.common.annotation.Blocking;
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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The catalogue, backups on request, verification and retention. */
@Path("/api/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
class BackupsResource {
  private static final int MOST_PER_PAGE = 500;

  private final Backups backups;
  private final CreateBackup createBackup;
  private final VerifyBackup verifyBackup;
  private final PruneBackups pruneBackups;

  BackupsResource(
      Backups backups,
      CreateBackup createBackup,
      VerifyBackup verifyBackup,
      PruneBackups pruneBackups) {
    this.backups = backups;
    this.createBackup = createBackup;
    this.verifyBackup = verifyBackup;
    this.pruneBackups = pruneBackups;
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  public PageView list(
      @QueryParam("tenant") @Nullable String tenant,
      @QueryParam("upgrade") @Nullable String upgrade,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    int size = Math.clamp(limit, 1, MOST_PER_PAGE);
    var page = backups.page(tenant, upgrade, Fields.position(cursor), size);
    var next = page.size() < size ? null : Long.toString(page.getLast().position());
    return new PageView(page.stream().map(BackupView::of).toList(), next);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.VIEWER)
  public BackupView one(@PathParam("id") String id) {
    return view(Fields.backupId(id));
  }

  private BackupView view(BackupId id) {
    return backups.find(id).map(BackupView::of).orElseThrow(Problems::unknownBackup);
  }

  /** Answers when the backup is stored; it is not proven yet. */
  @POST
  @RolesAllowed(Roles.OPERATOR)
  public Response create(@Nullable CreateRequest request) {
    var tenant = Fields.tenantId(request == null ? null : request.tenant());
    var manifest = Problems.translating(() -> created(tenant));
    return Response.created(URI.create("/api/v1/backups/" + manifest.id()))
        .entity(view(manifest.id()))
        .build();
  }

  private dev.drydock.backup.domain.Manifest created(TenantId tenant) {
    return createBackup.of(tenant).orElseThrow(Problems::unknownTenant);
  }

  /** Answers when it was restored for trial; 409 when it is not what was stored. */
  @POST
  @Path("/{id}/verify")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.OPERATOR)
  public BackupView verify(@PathParam("id") String id) {
    var backup = Fields.backupId(id);
    view(backup);
    Problems.translating(() -> verifyBackup.of(backup))
        .ifPresent(failure -> {
          throw Problems.corrupt(failure);
        });
    return view(backup);
  }

  @POST
  @Path("/prune")
  @RolesAllowed(Roles.OPERATOR)
  public PruneView prune(@Nullable PruneRequest request) {
    Duration age = Fields.age(request == null ? null : request.olderThan());
    boolean dryRun = request != null && Boolean.TRUE.equals(request.dryRun());
    return PruneView.of(Problems.translating(() -> pruneBackups.olderThan(age, dryRun)), dryRun);
  }
}
