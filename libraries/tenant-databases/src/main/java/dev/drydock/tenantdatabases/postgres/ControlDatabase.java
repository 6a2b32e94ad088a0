package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The database {@code _drydock} on each tenant server: fences, recorded writers, receipts and the
 * register of copies. Created on first use, by whoever comes first.
 */
final class ControlDatabase {
  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS public.fence (
        tenant text PRIMARY KEY,
        token bigint NOT NULL,
        pass bigint);
      CREATE TABLE IF NOT EXISTS public.writer (
        tenant text NOT NULL,
        role text NOT NULL,
        kept_out_by text NOT NULL CHECK (kept_out_by IN ('LOGIN', 'SCHEMA', 'DATABASE')),
        could_log_in boolean NOT NULL,
        give_back text NOT NULL,
        recorded_under bigint NOT NULL,
        PRIMARY KEY (tenant, role));
      CREATE UNIQUE INDEX IF NOT EXISTS writer_login ON public.writer (role)
        WHERE kept_out_by = 'LOGIN';
      CREATE TABLE IF NOT EXISTS public.receipt (
        tenant text NOT NULL,
        token bigint NOT NULL,
        effect text NOT NULL,
        detail text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant, token, effect));
      CREATE TABLE IF NOT EXISTS public.copy (
        database text NOT NULL,
        schema text NOT NULL,
        tenant text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('SCRATCH', 'KEPT')),
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (database, schema));
      CREATE TABLE IF NOT EXISTS public.properties (
        tenant text NOT NULL,
        archive text NOT NULL,
        statements text[] NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant, archive));
      """;

  private final Connections connections;
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();

  ControlDatabase(Connections connections) {
    this.connections = connections;
  }

  /** For what opens sessions on it. */
  @FunctionalInterface
  private interface Door {
    Connection open(TenantTarget tenant, String database, Token token) throws SQLException;
  }

  /** For statements that may run long, like making and dropping databases. */
  Connection open(TenantTarget tenant, Token token) throws SQLException {
    return through(connections::open, tenant, token);
  }

  /** For short statements: a server that falls silent is given up. */
  Connection brief(TenantTarget tenant, Token token) throws SQLException {
    return through(connections::brief, tenant, token);
  }

  private Connection through(Door door, TenantTarget tenant, Token token) throws SQLException {
    var connection = connectOrCreate(door, tenant, token);
    try {
      if (!prepared.contains(tenant.server())) {
        prepare(connection);
        prepared.add(tenant.server());
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connectOrCreate(Door door, TenantTarget tenant, Token token)
      throws SQLException {
    try {
      return door.open(tenant, Names.RESERVED, token);
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw e;
      }
    }
    prepared.remove(tenant.server());
    create(tenant, token);
    return door.open(tenant, Names.RESERVED, token);
  }

  private void create(TenantTarget tenant, Token token) throws SQLException {
    try (var connection =
        connections.open(tenant, connections.settings().maintenanceDatabase(), token)) {
      Sql.run(connection, "CREATE DATABASE " + Sql.identifier(Names.RESERVED));
    } catch (SQLException e) {
      var cameSecond = "42P04".equals(e.getSQLState()) || "23505".equals(e.getSQLState());
      if (!cameSecond) {
        throw e;
      }
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Sql.text(connection, "SELECT pg_catalog.pg_advisory_xact_lock(7236837)::text");
    requireOurs(connection);
    if (!Sql.truth(connection, "SELECT to_regclass('public.properties') IS NOT NULL")) {
      Sql.run(
          connection, "REVOKE ALL ON DATABASE " + Sql.identifier(Names.RESERVED) + " FROM PUBLIC");
      Sql.run(connection, TABLES);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Fences that somebody else may change are none. */
  private static void requireOurs(Connection connection) throws SQLException {
    var ours =
        Sql.truth(
            connection,
            """
            SELECT pg_catalog.pg_has_role(d.datdba, 'MEMBER') AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = 'public'::regnamespace
                AND c.relkind IN ('r', 'v') AND NOT pg_catalog.pg_has_role(c.relowner, 'MEMBER'))
            FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
            """);
    if (!ours) {
      throw new TenantDatabaseFailure.Permanent(
          Failure.of(FailureCode.GRANT_MISSING, Names.RESERVED)
              .withAdvice(
                  "A database of this name, or a table in it, belongs to somebody else: rename it,"
                      + " or make Drydock's role its owner."));
    }
  }
}
