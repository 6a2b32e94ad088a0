package dev.drydock.coordinator.http;

import dev.drydock.access.Roles;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.application.ReleasableBackups;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backup service asks before it prunes. */
@Path("/api/v1/backups/releasable")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class BackupQuestionsResource {
  private static final int MOST = 10_000;
  private final ReleasableBackups releasable;

  BackupQuestionsResource(ReleasableBackups releasable) {
    this.releasable = releasable;
  }

  record Question(@Nullable List<String> backupIds) {}

  @POST
  @RolesAllowed(Roles.WORKER)
  public ReleasableBackups.Answer among(@Nullable Question question) {
    if (question == null || question.backupIds() == null || question.backupIds().size() > MOST) {
      throw Refusal.invalid("invalid-question", "backupIds: up to " + MOST + " of them");
    }
    return releasable.among(question.backupIds());
  }
}
