package dev.drydock.backup.domain;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which backups are old enough to go; what holds them beyond that, only the coordinator knows. */
public final class Retention {
  /**
   * @param kept old enough, and kept all the same: the last proven one of its tenant
   */
  public record Plan(List<Backup> candidates, List<Backup> kept) {}

  public static Plan plan(List<Backup> backups, Instant takenBefore) {
    var lastProven = Set.copyOf(lastProven(backups).values());
    var old =
        backups.stream()
            .filter(b -> b.state() != BackupState.PRUNED)
            .filter(b -> b.manifest().takenAt().isBefore(takenBefore))
            .toList();
    return new Plan(
        old.stream().filter(b -> !lastProven.contains(b.manifest().id())).toList(),
        old.stream().filter(b -> lastProven.contains(b.manifest().id())).toList());
  }

  private static Map<TenantId, BackupId> lastProven(List<Backup> backups) {
    var last = new HashMap<TenantId, BackupId>();
    backups.stream()
        .filter(b -> b.state() == BackupState.PROVEN)
        .sorted(Comparator.comparing(b -> b.manifest().takenAt()))
        .forEach(b -> last.put(b.manifest().tenant().id(), b.manifest().id()));
    return last;
  }

  private Retention() {}
}
