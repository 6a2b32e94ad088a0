package dev.drydock.migration;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.PostgresServer;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.application.CheckTenants;
import dev.drydock.migration.application.Engines;
import dev.drydock.migration.application.FakeWork;
import dev.drydock.migration.application.InspectTenants;
import dev.drydock.migration.application.MigrateTenants;
import dev.drydock.migration.application.MigrationLimits;
import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.application.Pace;
import dev.drydock.migration.application.QuiesceTenants;
import dev.drydock.migration.application.ReferenceSchemas;
import dev.drydock.migration.application.ReleaseTenants;
import dev.drydock.migration.application.ReleasedBundles;
import dev.drydock.migration.application.VerifyTenants;
import dev.drydock.migration.flyway.FlywayMigrations;
import dev.drydock.migration.postgres.PostgresQueries;
import dev.drydock.migration.storage.InMemoryStore;
import dev.drydock.migration.storage.StoredBundles;
import dev.drydock.migration.storage.Zips;
import dev.drydock.migration.threads.MachinePace;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.TenantDatabases;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationTimeouts;
import dev.drydock.tenantdatabases.postgres.PostgresSettings;
import dev.drydock.tenantdatabases.postgres.PostgresTenantDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server with tenants of the example's release 1.0.0, and a worker with Drydock's own role. */
final class Fleet implements AutoCloseable {
  static final MigrationLimits LIMITS =
      new MigrationLimits(
          Duration.ofMillis(300),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          3,
          Duration.ofMillis(20));
  static final MigrationLimits SHORT_STATEMENTS =
      new MigrationLimits(
          LIMITS.lock(),
          Duration.ofMillis(500),
          LIMITS.assertion(),
          LIMITS.whole(),
          LIMITS.olderSessions(),
          LIMITS.lockAttempts(),
          LIMITS.lockBackoff());
  private static final Pace PACE = new MachinePace();
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Path EXAMPLES =
      Path.of(System.getProperty("drydock.root", ".."), "deploy/examples/etsy-sevdesk");

  final PostgresServer server = PostgresServer.temporary();
  final DrydockRole role = DrydockRole.createOn(server);
  final InMemoryStore store = new InMemoryStore();
  final TenantDatabases databases =
      new PostgresTenantDatabases(new ReferencedCredentials(), PostgresSettings.defaults());
  final AtomicLong tokens = new AtomicLong();
  final ReleaseReference release100 = example("1.0.0", "1.0.0");
  final ReleaseReference release110 = example("1.1.0", "1.1.2");
  private final AtomicInteger tenants = new AtomicInteger();
  private final Engines engines = new Engines(List.of(databases));
  private final ReleasedBundles bundles =
      new ReleasedBundles(new StoredBundles(store), new FlywayMigrations(), PACE);
  private final ReferenceSchemas references = new ReferenceSchemas(LIMITS, PACE);

  private ReleaseReference example(String version, String schemaVersion) {
    return store.put(
        "etsy-sync", version, schemaVersion, Zips.ofFolder(EXAMPLES.resolve("release-" + version)));
  }

  ReleaseReference bundle(String schemaVersion, Map<String, String> files) {
    return store.put("app", schemaVersion, schemaVersion, Zips.of(files));
  }

  /** The example's first script and these. */
  ReleaseReference after100(String schemaVersion, Map<String, String> more) {
    var files = new java.util.HashMap<>(more);
    files.put("migrations/V1_0_0__schema.sql", first());
    return bundle(schemaVersion, files);
  }

  private static String first() {
    try {
      return java.nio.file.Files.readString(
          EXAMPLES.resolve("release-1.0.0/migrations/V1_0_0__schema.sql"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A database tenant of release 1.0.0 with four orders. */
  TenantTarget databaseTenant() {
    int number = tenants.incrementAndGet();
    var name = "shop_" + number;
    roles(name);
    server.createDatabase(name, name + "_owner");
    var tenant = target("shop-" + number, name, null, name + "_app");
    fill(tenant);
    server.execute(name, "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO " + name + "_app");
    return tenant;
  }

  /** A schema tenant of release 1.0.0 in this database. */
  TenantTarget schemaTenant(String database) {
    int number = tenants.incrementAndGet();
    var name = "shop_" + number;
    roles(name);
    server.execute(
        database,
        "CREATE SCHEMA " + name + " AUTHORIZATION " + name + "_owner",
        "GRANT CREATE ON DATABASE " + database + " TO " + role.name());
    var tenant = target("shop-" + number, database, name, name + "_app");
    fill(tenant);
    return tenant;
  }

  private void roles(String name) {
    server.execute(
        "postgres",
        "CREATE ROLE " + name + "_owner NOLOGIN",
        "CREATE ROLE " + name + "_app LOGIN PASSWORD 'app'");
    role.grantTenant(name + "_owner");
  }

  private TenantTarget target(String id, String database, @Nullable String schema, String writer) {
    return new TenantTarget(
        new TenantId(id),
        Engine.POSTGRESQL,
        server.host(),
        server.port(),
        database,
        schema,
        role.credentialReference(),
        List.of(writer));
  }

  private void fill(TenantTarget tenant) {
    var schema = tenant.schema();
    var owner = (schema == null ? tenant.database() : schema) + "_owner";
    try (var connection = server.connect(tenant.database());
        var statement = connection.createStatement()) {
      if (schema != null) {
        statement.execute("SET search_path = " + schema);
      }
      statement.execute("SET ROLE " + owner);
      bundles
          .of(release100)
          .apply(connection, new Scope(schema, true, script -> true), EachScript.UNGUARDED);
      statement.execute(
          "INSERT INTO integration_state VALUES ('etsy_shop_id', '4711', 0), ('etsy_orders', 'c', 7)");
      statement.execute(
          "INSERT INTO orders (etsy_order_id, status, total, raw_data, etsy_created_at) SELECT 'o'"
              + " || n, 'paid', n, '{\"shop_id\": \"4711\"}', now() FROM generate_series(1, 4) n");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Result check(TenantTarget tenant, ReleaseReference release) {
    return run(
        new CheckTenants(engines, bundles, new PostgresQueries(), references, LIMITS),
        new Command.CheckTenant(tenant, release));
  }

  Result quiesce(TenantTarget tenant) {
    return run(new QuiesceTenants(engines, GRANTED), new Command.QuiesceTenant(tenant));
  }

  Result release(TenantTarget tenant) {
    return run(new ReleaseTenants(engines, GRANTED), new Command.ReleaseTenant(tenant));
  }

  Result migrate(TenantTarget tenant, ReleaseReference release) {
    return run(migrates(GRANTED), migrateCommand(tenant, release));
  }

  MigrateTenants migrates(Claims claims) {
    return migrates(claims, LIMITS);
  }

  MigrateTenants migrates(Claims claims, MigrationLimits limits) {
    return new MigrateTenants(engines, bundles, new PostgresQueries(), claims, limits, PACE);
  }

  /** As the saga comes to it: quiesced, backed up. */
  Command migrateCommand(TenantTarget tenant, ReleaseReference release) {
    databases.quiesce(tenant, new Token(tokens.incrementAndGet()), () -> {});
    return new Command.MigrateTenant(
        tenant, release, FakeWork.backup(tenant, databases.fingerprint(tenant)));
  }

  Result inspect(Command migrate) {
    var command = (Command.MigrateTenant) migrate;
    return run(
        new InspectTenants(engines, bundles, new PostgresQueries(), LIMITS),
        new Command.InspectTenant(command.tenant(), command.release(), command.backup()));
  }

  Result verify(TenantTarget tenant, ReleaseReference release) {
    return run(
        new VerifyTenants(engines, bundles, new PostgresQueries(), LIMITS),
        new Command.VerifyTenant(tenant, release));
  }

  /** Takes the tenant's own fence under this token, as a newer attempt would. */
  void enter(TenantTarget tenant, Token token) {
    try (var connection =
        databases.openForMigration(tenant, token, new MigrationTimeouts(SHORT, SHORT))) {
      databases.journal(tenant, token).enter(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Result run(StepExecutor executor, Command command) {
    return run(executor, new FakeWork(command, tokens.incrementAndGet()));
  }

  static Result run(StepExecutor executor, FakeWork work) {
    try {
      executor.execute(List.of(work));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return work.answer();
  }

  static final Claims GRANTED =
      new Claims() {
        @Override
        public Answer claim(Message<? extends Command> command, String executionId) {
          return Answer.GRANTED;
        }
      };

  void sql(TenantTarget tenant, String... statements) {
    try (var connection = connect(tenant);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> list(TenantTarget tenant, String sql) {
    var values = new ArrayList<String>();
    try (var connection = connect(tenant);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect(TenantTarget tenant) throws SQLException {
    var connection = server.connect(tenant.database());
    if (tenant.schema() != null) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET search_path = " + tenant.schema());
      }
    }
    return connection;
  }

  @Override
  public void close() {
    server.close();
  }
}
