package dev.drydock.coordinator.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Which backups nobody needs any more. */
@ApplicationScoped
public class ReleasableBackups {
  private final TenantUpgrades tenantUpgrades;

  ReleasableBackups(TenantUpgrades tenantUpgrades) {
    this.tenantUpgrades = tenantUpgrades;
  }

  /** The answer for each that was asked about. */
  public record Answer(List<String> releasable, List<Held> held) {
    public Answer {
      releasable = List.copyOf(releasable);
      held = List.copyOf(held);
    }
  }

  public record Held(String id, String reason) {}

  @Transactional
  public Answer among(List<String> backupIds) {
    var reasons = tenantUpgrades.heldBackups(new LinkedHashSet<>(backupIds));
    var releasable = new ArrayList<String>();
    var held = new ArrayList<Held>();
    for (var id : new LinkedHashSet<>(backupIds)) {
      var reason = reasons.get(id);
      if (reason == null) {
        releasable.add(id);
      } else {
        held.add(new Held(id, reason));
      }
    }
    return new Answer(releasable, held);
  }
}
