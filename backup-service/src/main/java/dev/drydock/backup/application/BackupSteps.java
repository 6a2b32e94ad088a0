package dev.drydock.backup.application;

import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.time.Clock;
import java.util.List;

/** Every step of this service, put together without a container. */
public final class BackupSteps {
  /** What the steps need of the world. */
  public record Ports(
      List<TenantDatabases> engines,
      Archives archives,
      Manifests manifests,
      Backups backups,
      Claims claims) {
    public Ports {
      engines = List.copyOf(engines);
    }
  }

  public static List<StepExecutor> of(Ports ports, BackupConfiguration configuration, Clock clock) {
    var engines = new Engines(ports.engines());
    var archives = ports.archives();
    var manifests = ports.manifests();
    var backups = ports.backups();
    var find = new FindBackup(manifests);
    var store = new StoreSnapshot(engines, archives, manifests, backups, clock);
    var trial = new TrialRestore(engines, archives, manifests, backups, clock);
    return List.of(
        new TakeBackups(store, manifests, backups, engines, configuration, clock),
        new ProveBackups(find, trial, configuration, clock),
        new RestoreBackups(find, archives, engines, ports.claims(), clock),
        new ProveRestores(find, engines));
  }

  private BackupSteps() {}
}
