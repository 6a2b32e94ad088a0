package dev.drydock.backup.http;

import dev.drydock.access.Roles;
import dev.drydock.backup.application.Backups;
import dev.drydock.backup.application.ReadBackup;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.backup.http.Views.RestoreIntoRequest;
import dev.drydock.backup.http.Views.RestoredView;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;

/** What is in a backup: as a file, or as a database. For operators: it is the tenant's own data. */
@Path("/api/v1/backups/{id}")
@Blocking
class BackupContentResource {
  private final ReadBackup readBackup;
  private final Backups backups;

  BackupContentResource(ReadBackup readBackup, Backups backups) {
    this.readBackup = readBackup;
    this.backups = backups;
  }

  /** An answer that breaks off is no backup: the digest is known to be right only at its end. */
  @GET
  @Path("/export")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed(Roles.OPERATOR)
  public Response export(@PathParam("id") String id) {
    var manifest = manifest(id);
    StreamingOutput dump = out -> readBackup.export(manifest, out);
    return Response.ok(dump)
        .header("Content-Disposition", "attachment; filename=\"" + manifest.id() + ".dump\"")
        .build();
  }

  @POST
  @Path("/restore-into")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  public RestoredView restoreInto(
      @PathParam("id") String id, @Nullable RestoreIntoRequest request) {
    var name = Fields.databaseName(request == null ? null : request.name());
    var manifest = manifest(id);
    Problems.translating(() -> {
      readBackup.restoreInto(manifest, name);
      return true;
    });
    return new RestoredView(manifest.id().value(), name);
  }

  private Manifest manifest(String id) {
    var backup = Fields.backupId(id);
    if (backups.find(backup).isEmpty()) {
      throw Problems.unknownBackup();
    }
    return Problems.translating(() -> readBackup.find(backup));
  }
}
