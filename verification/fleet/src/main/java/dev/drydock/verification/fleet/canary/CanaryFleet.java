package dev.drydock.verification.fleet.canary;

import static dev.drydock.local.PostgresServer.quoted;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.PostgresServer;
import dev.drydock.verification.fleet.Rest;
import dev.drydock.verification.fleet.Stack;
import dev.drydock.verification.fleet.StackFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;

/** Real tenants on a stack's own database server, registered, with an application each. */
public final class CanaryFleet implements AutoCloseable {
  private static final int PARALLEL = 4;

  private final Stack stack;
  private final List<CanaryTenant> tenants;
  private final CanaryReleases releases;
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final Map<String, Application> applications = new LinkedHashMap<>();
  private final Set<String> secrets = new TreeSet<>();
  private final int tenantServerPort;

  private CanaryFleet(Stack stack, CanaryPlan plan, int tenantServerPort) {
    this.stack = stack;
    this.tenants = plan.tenants();
    this.releases = new CanaryReleases(plan.slowness());
    this.tenantServerPort = tenantServerPort;
    tenants.forEach(tenant -> passwords.put(tenant.id(), secret("password")));
  }

  /** Creates and registers the fleet at release 1. */
  public static CanaryFleet create(Stack stack, CanaryPlan plan) {
    return create(stack, plan, stack.postgres().port());
  }

  /**
   * @param tenantServerPort where Drydock is told that the tenants' server is: its own port, or a
   *     proxy's before it
   */
  public static CanaryFleet create(Stack stack, CanaryPlan plan, int tenantServerPort) {
    var fleet = new CanaryFleet(stack, plan, tenantServerPort);
    fleet.createDatabases(plan);
    fleet.register();
    return fleet;
  }

  private String secret(String purpose) {
    var secret = "canary-secret-" + purpose + "-" + LocalFiles.newSecret();
    secrets.add(secret);
    return secret;
  }

  private void createDatabases(CanaryPlan plan) {
    createRoles(plan);
    plan.sharedDatabase()
        .ifPresent(name -> stack.postgres().createDatabase(name, "canary_shared_owner"));
    grantShared();
    inParallel();
    stack.postgres().execute("postgres", "CHECKPOINT");
  }

  private void createRoles(CanaryPlan plan) {
    var statements = new ArrayList<String>();
    var owners = new ArrayList<String>();
    plan.sharedDatabase().ifPresent(_ -> owners.add("canary_shared_owner"));
    tenants.forEach(tenant -> owners.add(tenant.ownerRole()));
    owners.forEach(owner -> statements.add("CREATE ROLE " + quoted(owner) + " NOLOGIN"));
    tenants.forEach(tenant ->
        statements.add(
            "CREATE ROLE %s LOGIN PASSWORD '%s'"
                .formatted(quoted(tenant.writerRole()), passwords.get(tenant.id()))));
    stack.postgres().execute("postgres", statements.toArray(String[]::new));
    var role = DrydockRole.createOn(stack.postgres());
    role.grantTenants(owners);
    role.grantWriters(tenants.stream().map(CanaryTenant::writerRole).toList());
  }

  /** One after the other: two grants on one database at once fail. */
  private void grantShared() {
    var grants =
        tenants.stream()
            .filter(tenant -> tenant.schema() != null)
            .map(tenant ->
                "GRANT CREATE ON DATABASE %s TO %s"
                    .formatted(quoted(tenant.database()), quoted(tenant.ownerRole())))
            .toArray(String[]::new);
    stack.postgres().execute("postgres", grants);
  }

  private void inParallel() {
    try (var threads = Executors.newFixedThreadPool(PARALLEL)) {
      var futures = tenants.stream().map(each -> threads.submit(() -> createTenant(each))).toList();
      for (var future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new StackFailure("fleet not created: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("interrupted", e);
    }
  }

  private void createTenant(CanaryTenant tenant) {
    var server = stack.postgres();
    if (tenant.schema() == null) {
      server.createDatabase(tenant.database(), tenant.ownerRole());
      server.execute(
          "postgres",
          "REVOKE CONNECT ON DATABASE " + quoted(tenant.database()) + " FROM PUBLIC",
          "GRANT CONNECT ON DATABASE %s TO %s"
              .formatted(quoted(tenant.database()), quoted(tenant.writerRole())));
      server.execute(
          tenant.database(), "ALTER SCHEMA public OWNER TO " + quoted(tenant.ownerRole()));
    } else {
      server.execute(
          tenant.database(),
          "CREATE SCHEMA %s AUTHORIZATION %s"
              .formatted(quoted(tenant.tablesIn()), quoted(tenant.ownerRole())));
    }
    migrateToBase(server, tenant);
    server.execute(tenant.database(), new CanaryRows(tenant, secret("row")).statements());
  }

  private static void migrateToBase(PostgresServer server, CanaryTenant tenant) {
    BaseMigration.of(CanaryReleases.base())
        .apply(
            Flyway.configure()
                .dataSource(
                    server.jdbcUrl(tenant.database()),
                    server.superuser(),
                    server.superuserPassword())
                .initSql("SET ROLE " + quoted(tenant.ownerRole()))
                .defaultSchema(tenant.tablesIn())
                .schemas(tenant.tablesIn())
                .createSchemas(false));
  }

  private void register() {
    var body = JsonNodeFactory.instance.objectNode();
    var list = body.putArray("tenants");
    tenants.forEach(tenant -> list.add(registration(tenant)));
    stack.coordinator().post("/tenants/import", body.toString());
  }

  private ObjectNode registration(CanaryTenant tenant) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", tenant.id()).put("engine", "postgresql");
    json.put("host", "127.0.0.1").put("port", tenantServerPort);
    json.put("database", tenant.database());
    if (tenant.schema() != null) {
      json.put("schema", tenant.schema());
    }
    json.put("credential", stack.local().drydockRole().credentialReference());
    json.putArray("writerRoles").add(tenant.writerRole());
    json.putObject("labels")
        .put("kind", tenant.schema() == null ? "database" : "schema")
        .put("flaw", tenant.flaw().name().toLowerCase(java.util.Locale.ROOT));
    return json;
  }

  /**
   * Lets the applications write from now on.
   *
   * @param pace between two writes of one application
   */
  public void startApplications(Duration pace) {
    for (var tenant : tenants) {
      var application =
          new Application(
              stack.postgres(),
              tenant,
              java.util.Objects.requireNonNull(passwords.get(tenant.id())),
              pace);
      applications.put(tenant.id(), application);
      application.start();
    }
  }

  /** The applications that were started, by tenant. */
  public Map<String, Application> applications() {
    return applications;
  }

  /** Creates the release; the same again has no effect. */
  public void createRelease(int release) {
    createRelease(release, Duration.ZERO);
  }

  /**
   * @param within how long the coordinator or its store may be away
   */
  public void createRelease(int release, Duration within) {
    var path = "/releases?name=%s&version=%d".formatted(CanaryReleases.NAME, release);
    stack
        .coordinator()
        .postUntilAnswered(path, "application/zip", releases.bundle(release), within);
  }

  /**
   * Starts bringing tenants to a release that was created.
   *
   * @param selector as people type it; {@code all}
   * @return the upgrade's ID
   */
  public String startUpgrade(int release, String selector) {
    return startUpgrade(release, selector, Duration.ZERO);
  }

  /**
   * @param within how long the coordinator may be away; the upgrade is started once all the same
   */
  public String startUpgrade(int release, String selector, Duration within) {
    var order =
        JsonNodeFactory.instance
            .objectNode()
            .put("release", CanaryReleases.coordinates(release))
            .put("selector", selector)
            .put("waves", "rest")
            .put("concurrency", 8)
            .put("hostConcurrency", 8)
            .put("failureBudget", "100%")
            .put("start", true);
    return stack
        .coordinator()
        .postUntilAnswered(
            "/upgrades",
            "application/json",
            order.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
            within)
        .path("id")
        .asText();
  }

  /** Whether the upgrade has ended, as far as the coordinator answers. */
  public boolean isOver(String upgrade) {
    return stack
        .coordinator()
        .ask("/upgrades/" + upgrade)
        .map(view -> view.path("state").asText())
        .filter(List.of("COMPLETED", "COMPLETED_WITH_FAILURES", "ABORTED")::contains)
        .isPresent();
  }

  /** The REST API of the coordinator. */
  public Rest coordinator() {
    return stack.coordinator();
  }

  public List<CanaryTenant> tenants() {
    return tenants;
  }

  /** Texts that may stand in no topic, log, metric or process list. */
  public Set<String> secrets() {
    return Set.copyOf(secrets);
  }

  /** A session as the tenant's own application has it. */
  public java.sql.Connection connectAsWriter(CanaryTenant tenant) throws java.sql.SQLException {
    return stack
        .postgres()
        .connect(
            tenant.database(),
            tenant.writerRole(),
            java.util.Objects.requireNonNull(passwords.get(tenant.id())));
  }

  /** Stops the applications. */
  @Override
  public void close() {
    applications.values().parallelStream().forEach(Application::close);
  }
}
