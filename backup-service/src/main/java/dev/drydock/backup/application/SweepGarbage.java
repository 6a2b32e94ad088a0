package dev.drydock.backup.application;

import dev.drydock.backup.domain.ArchiveId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Removes what crashes left behind: uploads without end, archives without a manifest, objects of
 * pruned backups, scratch databases. Young ones stay, they may be in use.
 */
@ApplicationScoped
public class SweepGarbage {
  private static final Logger LOG = Logger.getLogger(SweepGarbage.class);
  private static final int PRUNED_AT_ONCE = 1000;

  private final Archives archives;
  private final Manifests manifests;
  private final Backups backups;
  private final PruneBackups pruneBackups;
  private final Engines engines;
  private final BackupConfiguration configuration;

  SweepGarbage(
      Archives archives,
      Manifests manifests,
      Backups backups,
      PruneBackups pruneBackups,
      Engines engines,
      BackupConfiguration configuration) {
    this.archives = archives;
    this.manifests = manifests;
    this.backups = backups;
    this.pruneBackups = pruneBackups;
    this.engines = engines;
    this.configuration = configuration;
  }

  /** How many of each kind were removed. */
  public record Swept(int pendingUploads, int prunedBackups, int archives, int scratchDatabases) {}

  /** Each sweep by itself: what one cannot reach does not hold the others up. */
  public Swept once() {
    return new Swept(
        guarded(
            "pending uploads",
            () -> archives.sweepPendingUploads(configuration.garbageOlderThan())),
        guarded("pruned backups", () -> pruneBackups.removePruned(PRUNED_AT_ONCE)),
        guarded("orphan archives", this::orphanArchives),
        guarded("scratch databases", this::scratchDatabases));
  }

  private static int guarded(String what, IntSupplier sweep) {
    try {
      return sweep.getAsInt();
    } catch (RuntimeException e) {
      LOG.warnf("sweep of %s: %s", what, Answers.failureOf(e).summary());
      return 0;
    }
  }

  /** The manifests say what is an orphan, not the catalogue; one unreadable, and all stay. */
  private int orphanArchives() {
    var orphans = new HashSet<>(archives.olderThan(configuration.garbageOlderThan()));
    if (orphans.isEmpty()) {
      return 0;
    }
    var unreadable = manifests.forEach(manifest -> orphans.remove(manifest.archive()));
    if (!unreadable.isEmpty()) {
      LOG.warnf("%d manifests are unreadable: no archive is swept", unreadable.size());
      return 0;
    }
    for (ArchiveId orphan : List.copyOf(orphans)) {
      archives.delete(orphan);
    }
    return orphans.size();
  }

  private int scratchDatabases() {
    int swept = 0;
    for (var tenant : backups.oneTenantPerServer()) {
      swept +=
          guarded(
              "scratch databases",
              () ->
                  engines
                      .of(tenant)
                      .sweep(
                          tenant, configuration.scratchOlderThan(), configuration.keptOlderThan()));
    }
    return swept;
  }
}
