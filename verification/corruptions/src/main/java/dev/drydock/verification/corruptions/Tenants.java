package dev.drydock.verification.corruptions;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.local.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the tenants of one worker and copies of them. */
final class Tenants {
  private static final String WRITER = "_writer";
  private static final String LARGE =
      """
      CREATE TABLE scan (id int PRIMARY KEY, page bytea);
      ALTER TABLE scan ALTER COLUMN page SET STORAGE EXTERNAL;
      INSERT INTO scan SELECT p, (SELECT string_agg(decode(md5('SALT' || p || ' ' || i), 'hex'), '')
        FROM generate_series(1, 3277) i) FROM generate_series(1, 64) p
      """;

  private final Servers servers;
  private final String prefix;
  private final Set<String> made = new HashSet<>();

  /**
   * @param prefix of all names; one per worker
   */
  Tenants(Servers servers, String prefix) {
    this.servers = servers;
    this.prefix = prefix;
  }

  /**
   * With a database of its own, rich in kinds of objects.
   *
   * @param roles of which tenant; those who share them can be taken for each other
   */
  TenantTarget database(String name, String roles) {
    var tenant = emptyDatabase(name, roles);
    asOwner(tenant, "public", Statements.script("tenant") + Statements.script("database"));
    servers.postgres.execute("postgres", properties(tenant, tenant.database()));
    return tenant;
  }

  /** Three MiB that do not compress: several segments of an archive. */
  TenantTarget large(String name) {
    var tenant = emptyDatabase(name, name);
    asOwner(tenant, "public", LARGE);
    return tenant;
  }

  private TenantTarget emptyDatabase(String name, String roles) {
    var full = prefix + "_" + name;
    var owning = roles(roles);
    servers.postgres.createDatabase(full, owning + "_owner");
    return target(full, full, null, owning);
  }

  /** Schemas of one database, each rich in kinds of objects. */
  List<TenantTarget> schemas(String database, List<String> names) {
    var shared = roles(database);
    servers.postgres.createDatabase(shared, shared + "_owner");
    return names.stream().map(name -> schema(shared, name)).toList();
  }

  private TenantTarget schema(String database, String name) {
    var full = roles(name);
    servers.postgres.execute(
        database, "CREATE SCHEMA " + full + " AUTHORIZATION " + full + "_owner");
    var tenant = target(full, database, full, full);
    asOwner(tenant, full, Statements.script("tenant"));
    servers.postgres.execute(
        database,
        "GRANT USAGE ON SCHEMA %1$s TO %1$s_writer, %1$s_reader".formatted(full),
        "COMMENT ON SCHEMA " + full + " IS 'one of several'");
    return tenant;
  }

  private String roles(String name) {
    var full = prefix + "_" + name;
    if (!made.add(full)) {
      return full;
    }
    servers.postgres.execute(
        "postgres",
        "CREATE ROLE " + full + "_owner NOLOGIN",
        "CREATE ROLE " + full + WRITER + " LOGIN PASSWORD 'writer'",
        "CREATE ROLE " + full + "_reader NOLOGIN");
    servers.role.grantTenant(full + "_owner");
    return full;
  }

  private TenantTarget target(String name, String database, @Nullable String schema, String roles) {
    return new TenantTarget(
        new TenantId(name.replace('_', '-')),
        Engine.POSTGRESQL,
        servers.postgres.host(),
        servers.postgres.port(),
        database,
        schema,
        servers.role.credentialReference(),
        List.of(roles + WRITER));
  }

  static TenantTarget at(TenantTarget tenant, String database) {
    return new TenantTarget(
        tenant.id(),
        tenant.engine(),
        tenant.host(),
        tenant.port(),
        database,
        tenant.schema(),
        tenant.credential(),
        tenant.writerRoles());
  }

  /** What the names of its roles begin with. */
  private static String roles(TenantTarget tenant) {
    var writer = tenant.writerRoles().getFirst();
    return writer.substring(0, writer.length() - WRITER.length());
  }

  private static Map<String, String> names(TenantTarget tenant, String database) {
    var roles = roles(tenant);
    return Map.of(
        "SALT",
        tenant.id().value().replace('-', '_'),
        "OWNER_ROLE",
        roles + "_owner",
        "READER",
        roles + "_reader",
        "WRITER",
        roles + WRITER,
        "SCHEMA_NAME",
        tenant.schema() == null ? "public" : tenant.schema(),
        "DATABASE_NAME",
        database);
  }

  private static String[] properties(TenantTarget tenant, String database) {
    return Statements.lines("properties").stream()
        .map(line -> Statements.filled(line, names(tenant, database)))
        .toArray(String[]::new);
  }

  private void asOwner(TenantTarget tenant, String schema, String script) {
    run(tenant, tenant.database(), "SET ROLE " + roles(tenant) + "_owner", schema, script);
  }

  /** As a superuser, the tenant's schema first in the search path. */
  void alter(TenantTarget tenant, String database, String statement) {
    var schema = tenant.schema() == null ? "public" : tenant.schema();
    run(tenant, database, "SET row_security = off", schema, statement);
  }

  private void run(
      TenantTarget tenant, String database, String first, String schema, String script) {
    try (Connection connection = servers.postgres.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(first);
      statement.execute("SET search_path = " + PostgresServer.quoted(schema) + ", public");
      statement.execute(Statements.filled(script, names(tenant, database)));
    } catch (SQLException e) {
      throw new IllegalStateException("in " + database + ": " + e.getMessage(), e);
    }
  }

  /** A copy of the tenant's database, with all that a dump does not carry. */
  String copy(TenantTarget tenant) {
    var copy = tenant.database() + "_copy";
    drop(copy);
    servers.postgres.execute(
        "postgres",
        "CREATE DATABASE %s TEMPLATE %s OWNER %s"
            .formatted(copy, tenant.database(), owner(tenant)));
    if (tenant.schema() == null) {
      servers.postgres.execute("postgres", properties(tenant, copy));
    }
    return copy;
  }

  private static String owner(TenantTarget tenant) {
    return (tenant.schema() == null ? roles(tenant) : tenant.database()) + "_owner";
  }

  void drop(String database) {
    servers.postgres.execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }
}
