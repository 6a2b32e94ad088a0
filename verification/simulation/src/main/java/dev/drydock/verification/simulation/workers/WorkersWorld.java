package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.BackupSteps;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.BundleStore;
import dev.drydock.migration.application.BundlesUnavailable;
import dev.drydock.migration.application.CheckTenants;
import dev.drydock.migration.application.Engines;
import dev.drydock.migration.application.InspectTenants;
import dev.drydock.migration.application.MigrateTenants;
import dev.drydock.migration.application.QuiesceTenants;
import dev.drydock.migration.application.ReferenceSchemas;
import dev.drydock.migration.application.ReleaseTenants;
import dev.drydock.migration.application.ReleasedBundles;
import dev.drydock.migration.application.VerifyTenants;
import dev.drydock.migration.domain.MigrationSettings;
import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.network.Broker;
import dev.drydock.verification.simulation.network.ClaimRequests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A fleet, its applications, its store, and two replicas of each worker service. */
public final class WorkersWorld {
  private static final int REPLICAS = 2;

  private final Kernel kernel;
  private final Alterations alterations;
  private final Broker broker;
  private final ClaimRequests claimRequests;
  private final Releases releases;
  private final TenantServers servers;
  private final ObjectVault vault = new ObjectVault();
  private final VaultManifests.Shelf shelf = new VaultManifests.Shelf(vault, this::violated);
  private final Map<dev.drydock.contracts.BackupId, dev.drydock.backup.domain.Backup> catalogue =
      Catalogue.empty();
  private final WorkRows backupRows = new WorkRows(this::violated);
  private final WorkRows migrationRows = new WorkRows(this::violated);
  private final List<TenantTarget> tenants = new ArrayList<>();
  private final List<WorkerProcess> backupWorkers = new ArrayList<>();
  private final List<WorkerProcess> migrationWorkers = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> wrong = new HashSet<>();
  private final List<String> violations = new ArrayList<>();

  public WorkersWorld(
      Kernel kernel, Broker broker, ClaimRequests claimRequests, Alterations alterations) {
    this.kernel = kernel;
    this.broker = broker;
    this.claimRequests = claimRequests;
    this.alterations = alterations;
    var random = kernel.random("fleet");
    this.releases = new Releases(random);
    this.servers = new TenantServers(new Life(kernel, kernel.world()), alterations.lapses());
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      add(tenant(i, random.nextInt(3) == 0), random);
    }
    for (int replica = 1; replica <= REPLICAS; replica++) {
      backupWorkers.add(worker("backup", replica, backupRows));
      migrationWorkers.add(worker("migration", replica, migrationRows));
    }
  }

  private void add(TenantTarget tenant, SplittableRandom random) {
    servers.add(tenant, releases.original(), this::violated);
    tenants.add(tenant);
    switch (random.nextInt(8)) {
      case 0 -> refused.add(tenant.id().value());
      case 1 -> wrong.add(tenant.id().value());
      default -> {}
    }
  }

  private void violated(String what) {
    kernel.history().tell("world", "VIOLATION " + what);
    violations.add(what);
  }

  private static TenantTarget tenant(int number, boolean schema) {
    var name = "t" + number;
    return new TenantTarget(
        new TenantId(name),
        Engine.POSTGRESQL,
        "db" + (number % 2),
        5432,
        schema ? "shared" + (number % 2) : name,
        schema ? name : null,
        "env:TENANTS",
        List.of("app_" + name));
  }

  private WorkerProcess worker(String service, int replica, WorkRows rows) {
    return new WorkerProcess(
        kernel,
        service,
        replica,
        rows,
        broker,
        alterations,
        life -> service.equals("backup") ? backupSteps(life) : migrationSteps(life));
  }

  private Claims claims(Life life) {
    return alterations.claims(new AskedClaims(claimRequests, life));
  }

  private List<StepExecutor> backupSteps(Life life) {
    return BackupSteps.of(
        new BackupSteps.Ports(
            List.of(
                alterations.databases(
                    new SimulatedTenantDatabases(servers, life, alterations.lapses()))),
            alterations.archives(new VaultArchives(vault, life)),
            alterations.manifests(new VaultManifests(shelf, life)),
            new Catalogue(catalogue, life),
            claims(life)),
        WorkLimits.BACKUP,
        life.clock());
  }

  private List<StepExecutor> migrationSteps(Life life) {
    var engines =
        new Engines(
            List.of(
                alterations.databases(
                    new SimulatedTenantDatabases(servers, life, alterations.lapses()))));
    var pace = new VirtualPace(life);
    var bundles =
        new ReleasedBundles(store(life), new SimulatedMigrations(releases, refused), pace);
    var queries = new SimulatedQueries(wrong);
    var limits = WorkLimits.MIGRATION;
    var claims = claims(life);
    return List.of(
        new CheckTenants(engines, bundles, queries, new ReferenceSchemas(limits, pace), limits),
        new QuiesceTenants(engines, claims),
        new MigrateTenants(engines, bundles, queries, claims, limits, pace),
        new InspectTenants(engines, bundles, queries, limits),
        new VerifyTenants(engines, bundles, queries, limits),
        new ReleaseTenants(engines, claims));
  }

  private static BundleStore store(Life life) {
    return release -> {
      life.point("get " + release.bundleKey());
      if (life.happens(Mishap.CONNECTION_LOST)) {
        throw new BundlesUnavailable();
      }
      return new BundleFiles(
          release.bundleSha256(),
          Map.of(),
          List.of(),
          new MigrationSettings(Map.of(), Map.of()),
          List.of());
    };
  }

  /** Starts workers and applications. */
  public void start() {
    backupWorkers.forEach(WorkerProcess::start);
    migrationWorkers.forEach(WorkerProcess::start);
    var world = new Life(kernel, kernel.process("applications"));
    servers.all().forEach(tenant -> new Application(servers, tenant, world).start());
  }

  public List<TenantTarget> tenants() {
    return List.copyOf(tenants);
  }

  /**
   * @param number from 0 to 1; the second has one script more
   */
  public ReleaseReference release(int number) {
    return releases.reference(number);
  }

  public List<WorkerProcess> backupWorkers() {
    return List.copyOf(backupWorkers);
  }

  public List<WorkerProcess> migrationWorkers() {
    return List.copyOf(migrationWorkers);
  }

  /** Whether every answer was sent. */
  public boolean isSent() {
    return backupRows.isSent() && migrationRows.isSent();
  }

  /** What must not have happened, and has. */
  public List<String> violations() {
    var found = new ArrayList<>(violations);
    long lost = backupRows.lost() + migrationRows.lost();
    if (lost > 0) {
      found.add(lost + " messages left an outbox and never reached the broker");
    }
    return found;
  }

  /** A ledger that has forgotten a migration takes the tenant for one that was there already. */
  private boolean isNeverSetBack() {
    return !kernel.faults().happened().containsKey(Fault.LEDGER_ROLLED_BACK);
  }

  /** What a tenant's database says against what the ledger says of it. */
  public List<String> contradictions(TenantId id, Ending ending, int release) {
    for (var tenant : servers.all()) {
      if (tenant.target.id().equals(id)) {
        if (ending == Ending.UPGRADED && wrong.contains(id.value()) && isNeverSetBack()) {
          return List.of(id + ": UPGRADED, though its assertions fail");
        }
        return tenant.truth.contradictions(
            ending, tenant.live.content, tenant.control.writersOut, releases.names(release));
      }
    }
    throw new IllegalArgumentException("no tenant " + id);
  }

  /** What a person who looks at the database sees: no script is half there. */
  public boolean isWhole(TenantId id) {
    for (var tenant : servers.all()) {
      if (tenant.target.id().equals(id)) {
        return tenant.live.openIntents().isEmpty() && Truth.isWhole(tenant.live.content);
      }
    }
    return false;
  }
}
