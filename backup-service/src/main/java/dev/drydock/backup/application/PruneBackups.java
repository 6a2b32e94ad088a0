package dev.drydock.backup.application;

import dev.drydock.backup.domain.Backup;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.backup.domain.Retention;
import dev.drydock.contracts.BackupId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Deletes what is old, unless it is the tenant's last proven backup or the coordinator holds it for
 * an unfinished upgrade. No answer, and nothing is deleted.
 */
@ApplicationScoped
public class PruneBackups {
  private static final Logger LOG = Logger.getLogger(PruneBackups.class);
  private static final int QUESTION = 500;

  private final Backups backups;
  private final Manifests manifests;
  private final Archives archives;
  private final Coordinator coordinator;
  private final Clock clock;

  PruneBackups(
      Backups backups,
      Manifests manifests,
      Archives archives,
      Coordinator coordinator,
      Clock clock) {
    this.backups = backups;
    this.manifests = manifests;
    this.archives = archives;
    this.coordinator = coordinator;
    this.clock = clock;
  }

  /**
   * @param held why each of these stays, by ID
   */
  public record Pruned(List<Backup> pruned, Map<String, String> held) {}

  /**
   * @param dryRun says what would go, and deletes nothing
   * @throws Coordinator.Silent when the coordinator does not answer; nothing was deleted
   */
  public Pruned olderThan(Duration age, boolean dryRun) {
    var limit = clock.instant().minus(age);
    var plan = Retention.plan(backups.ofTenantsWithOlderThan(limit), limit);
    var held = new TreeMap<String, String>();
    plan.kept().forEach(b -> held.put(b.manifest().id().value(), "last proven of its tenant"));
    var released = released(plan.candidates(), held);
    if (!dryRun) {
      released.forEach(backup -> delete(backup.manifest()));
    }
    return new Pruned(released, held);
  }

  private List<Backup> released(List<Backup> candidates, Map<String, String> held) {
    var released = new HashSet<BackupId>();
    var ids = candidates.stream().map(b -> b.manifest().id()).toList();
    for (int from = 0; from < ids.size(); from += QUESTION) {
      var answer = coordinator.releasable(ids.subList(from, Math.min(ids.size(), from + QUESTION)));
      released.addAll(answer.ids());
      answer.held().forEach((id, reason) -> held.put(id.value(), reason));
    }
    var going = new ArrayList<Backup>();
    for (var candidate : candidates) {
      var id = candidate.manifest().id();
      if (released.contains(id) && !held.containsKey(id.value())) {
        going.add(candidate);
      } else {
        held.putIfAbsent(id.value(), "not released by the coordinator");
      }
    }
    return going;
  }

  private void delete(Manifest manifest) {
    backups.markPruned(manifest.id());
    LOG.infof("pruned backupId=%s tenantId=%s", manifest.id(), manifest.tenant().id());
    remove(manifest);
  }

  /** Ends what a crash between the catalogue and the store left undone. */
  int removePruned(int limit) {
    var left = backups.notYetRemoved(limit);
    left.forEach(backup -> remove(backup.manifest()));
    return left.size();
  }

  /** The manifest first; the archive only when no other manifest of it is left. */
  private void remove(Manifest manifest) {
    manifests.delete(manifest.tenant().id().value(), manifest.id());
    boolean shared =
        manifest.members().stream()
            .anyMatch(member -> manifests.exists(member.tenant(), member.backup()));
    if (!shared) {
      archives.delete(manifest.archive());
    }
    backups.markRemoved(manifest.id());
  }
}
