package dev.drydock.verification.fleet.observation;

import dev.drydock.verification.fleet.Part;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.canary.CanaryFleet;
import dev.drydock.verification.fleet.canary.CanaryTenant;
import dev.drydock.verification.fleet.judgement.Observations.ProvenSeen;
import dev.drydock.verification.fleet.judgement.Observations.RestoredCopy;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Restores a sample of the stored backups beside the fleet, looks at them, and drops them again.
 */
final class CopyObserver {
  private static final String NAME = "verification_copy";

  private final Stack stack;
  private final CanaryFleet fleet;
  private final TenantObserver tenants;

  CopyObserver(Stack stack, CanaryFleet fleet, TenantObserver tenants) {
    this.stack = stack;
    this.fleet = fleet;
    this.tenants = tenants;
  }

  List<RestoredCopy> sample(List<ProvenSeen> proven, int size, long seed) throws SQLException {
    var shuffled = new ArrayList<>(proven);
    Collections.shuffle(shuffled, new Random(seed));
    var copies = new ArrayList<RestoredCopy>();
    for (var backup : shuffled.subList(0, Math.min(size, shuffled.size()))) {
      var tenant =
          fleet.tenants().stream()
              .filter(each -> each.id().equals(backup.tenant()))
              .findFirst()
              .orElseThrow();
      copies.add(
          new RestoredCopy(
              backup.upgrade(), backup.tenant(), backup.backup(), restored(backup, tenant)));
    }
    return copies;
  }

  private @Nullable TenantSnapshot restored(ProvenSeen backup, CanaryTenant tenant)
      throws SQLException {
    try {
      stack
          .rest(Part.BACKUP)
          .post(
              "/backups/%s/restore-into".formatted(backup.backup()),
              "{\"name\":\"%s\"}".formatted(NAME));
      return tenants.snapshot(NAME, tenant.tablesIn());
    } catch (Rest.Refused e) {
      return null;
    } finally {
      stack.postgres().execute("postgres", "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
    }
  }
}
