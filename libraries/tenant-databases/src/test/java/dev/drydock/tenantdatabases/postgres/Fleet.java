package dev.drydock.tenantdatabases.postgres;

import dev.drydock.containers.TestServers;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.Postgres;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tenants on one server; {@link #shared()} is on the one that most tests of this JVM share. */
final class Fleet {
  static final String WRITER_PASSWORD = "writer";

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Fleet SHARED = new Fleet(TestServers.postgres());

  private final Postgres server;
  private final DrydockRole role;

  Fleet(Postgres server) {
    this.server = server;
    role = DrydockRole.createOn(server);
  }

  static Fleet shared() {
    return SHARED;
  }

  static PostgresTenantDatabases databases() {
    return new PostgresTenantDatabases(new ReferencedCredentials(), PostgresSettings.defaults());
  }

  Postgres server() {
    return server;
  }

  DrydockRole role() {
    return role;
  }

  String nextName() {
    return "t" + NUMBERS.incrementAndGet();
  }

  TenantTarget databaseTenant() {
    var name = nextName();
    roles(name);
    server.createDatabase(name, name + "_owner");
    role.grantTenant(name + "_owner");
    var tenant = target(name, name, null, List.of(name + "_app"));
    fill(tenant, "public", name + "_app");
    return tenant;
  }

  TenantTarget schemaTenant() {
    var name = nextName();
    sharedDatabase("shared_" + name);
    return schemaTenant("shared_" + name, name, name + "_app");
  }

  void sharedDatabase(String database) {
    server.execute("postgres", "CREATE ROLE " + database + "_owner NOLOGIN");
    server.createDatabase(database, database + "_owner");
    role.grantTenant(database + "_owner");
  }

  TenantTarget schemaTenant(String database, String name, String writer) {
    roles(name);
    role.grantTenant(name + "_owner");
    server.execute(database, "CREATE SCHEMA " + name + " AUTHORIZATION " + name + "_owner");
    var tenant = target(name, database, name, List.of(writer));
    fill(tenant, name, writer);
    return tenant;
  }

  private void roles(String name) {
    server.execute(
        "postgres",
        "CREATE ROLE " + name + "_owner NOLOGIN",
        "CREATE ROLE " + name + "_app LOGIN PASSWORD '" + WRITER_PASSWORD + "'");
    role.grantWriters(List.of(name + "_app"));
  }

  private void fill(TenantTarget tenant, String schema, String writer) {
    execute(
        tenant,
        "CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(40), total numeric)",
        "INSERT INTO orders VALUES (1, 'first', 1.0), (2, 'second', 2.50)",
        "GRANT USAGE ON SCHEMA " + schema + " TO " + writer,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO " + writer);
  }

  TenantTarget target(String id, String database, @Nullable String schema, List<String> writers) {
    return new TenantTarget(
        new TenantId(id),
        Engine.POSTGRESQL,
        server.host(),
        server.port(),
        database,
        schema,
        role.credentialReference(),
        writers);
  }

  /** As the owner of the tenant, in its schema. */
  void execute(TenantTarget tenant, String... statements) {
    try (var connection = server.connect(tenant.database());
        var statement = connection.createStatement()) {
      statement.execute("SET ROLE " + Sql.identifier(owner(connection, tenant)));
      if (tenant.schema() != null) {
        statement.execute("SET search_path = " + Sql.identifier(tenant.schema()) + ", public");
      }
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String owner(Connection connection, TenantTarget tenant) throws SQLException {
    return Owner.of(connection, tenant);
  }

  String value(TenantTarget tenant, String query) {
    try (var connection = server.connect(tenant.database())) {
      if (tenant.schema() != null) {
        Sql.run(connection, "SET search_path = " + Sql.identifier(tenant.schema()) + ", public");
      }
      return Sql.text(connection, query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection asWriter(TenantTarget tenant) throws SQLException {
    var connection =
        server.connect(tenant.database(), tenant.writerRoles().getFirst(), WRITER_PASSWORD);
    if (tenant.schema() != null) {
      Sql.run(connection, "SET search_path = " + Sql.identifier(tenant.schema()) + ", public");
    }
    return connection;
  }
}
