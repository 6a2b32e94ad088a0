package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationJournal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Fence and receipts in the schema {@code _drydock} of the tenant's database. They belong to
 * Drydock's own role: the migrating connection steps out of the owner's role for each call, so that
 * a script cannot change them by accident.
 */
final class Journal implements MigrationJournal {
  private static final String TABLES =
      """
      CREATE SCHEMA IF NOT EXISTS _drydock;
      CREATE TABLE IF NOT EXISTS _drydock.fence (
        tenant text PRIMARY KEY,
        token bigint NOT NULL);
      CREATE TABLE IF NOT EXISTS _drydock.intent (
        tenant text NOT NULL,
        token bigint NOT NULL,
        script text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant, token, script));
      CREATE TABLE IF NOT EXISTS _drydock.receipt (
        tenant text NOT NULL,
        token bigint NOT NULL,
        script text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant, token, script));
      """;

  private final TenantTarget tenant;
  private final Token token;
  private final Optional<Token> pass;

  Journal(TenantTarget tenant, Token token, Optional<Token> pass) {
    this.tenant = tenant;
    this.token = token;
    this.pass = pass;
  }

  /** What the journal does as Drydock's own role. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  @Override
  public Optional<Token> pass() {
    return pass;
  }

  @Override
  public void enter(Connection connection) {
    asDrydock(
        connection,
        () -> {
          prepare(connection);
          raise(connection, tenant, token);
          return token;
        });
  }

  @Override
  public void checkFence(Connection connection) {
    asDrydock(
        connection,
        () -> {
          compare(connection, tenant, token);
          return token;
        });
  }

  @Override
  public void intend(Connection connection, String script) {
    note(connection, "intent", script);
  }

  @Override
  public void receipt(Connection connection, String script) {
    note(connection, "receipt", script);
  }

  @Override
  public List<String> openIntents(Connection connection) {
    return asDrydock(
        connection,
        () ->
            exists(connection)
                ? Sql.list(
                    connection,
                    "SELECT DISTINCT i.script FROM _drydock.intent i WHERE i.tenant = ?"
                        + " AND NOT EXISTS (SELECT FROM _drydock.receipt r WHERE r.tenant ="
                        + " i.tenant AND r.token = i.token AND r.script = i.script) ORDER BY 1",
                    row -> row.getString(1),
                    tenant.id().value())
                : List.of());
  }

  @Override
  public List<String> receipts(Connection connection) {
    return asDrydock(
        connection,
        () ->
            exists(connection)
                ? Sql.list(
                    connection,
                    "SELECT script FROM _drydock.receipt WHERE tenant = ? AND token >= ?"
                        + " AND script NOT LIKE 'restore/%' GROUP BY script ORDER BY min(at), script",
                    row -> row.getString(1),
                    tenant.id().value(),
                    pass.orElse(token).value())
                : List.of());
  }

  @Override
  public String outsideDigest(Connection connection) {
    var schema = tenant.schema();
    return schema == null
        ? "whole database"
        : asDrydock(connection, () -> OutsideDigest.of(connection, schema));
  }

  private void note(Connection connection, String table, String script) {
    asDrydock(
        connection,
        () -> {
          compare(connection, tenant, token);
          return Sql.update(
              connection,
              "INSERT INTO _drydock." + table + " (tenant, token, script) VALUES (?, ?, ?)",
              tenant.id().value(),
              token.value(),
              script);
        });
  }

  private static <T> T asDrydock(Connection connection, Work<T> work) {
    try {
      var role = Sql.text(connection, "SELECT pg_catalog.current_setting('role')");
      if (role.equals("none")) {
        return work.run();
      }
      Sql.run(connection, "SET ROLE NONE");
      try {
        return work.run();
      } finally {
        backTo(connection, role);
      }
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  /** In a failed transaction the role comes back by itself, when it is rolled back. */
  private static void backTo(Connection connection, String role) throws SQLException {
    try {
      Sql.run(connection, "SET ROLE " + Sql.identifier(role));
    } catch (SQLException e) {
      if (!"25P02".equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  static boolean exists(Connection connection) throws SQLException {
    return Sql.truth(connection, "SELECT pg_catalog.to_regclass('_drydock.receipt') IS NOT NULL");
  }

  static void prepare(Connection connection) throws SQLException {
    if (exists(connection)) {
      return;
    }
    var alone = connection.getAutoCommit();
    connection.setAutoCommit(false);
    Sql.text(connection, "SELECT pg_catalog.pg_advisory_xact_lock(7236838)::text");
    Sql.run(connection, TABLES);
    if (alone) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** Takes the fence, refuses an older token and raises it to this one. */
  static void raise(Connection connection, TenantTarget tenant, Token token) throws SQLException {
    var seen =
        Sql.number(
            connection,
            "INSERT INTO _drydock.fence AS f (tenant, token) VALUES (?, ?) ON CONFLICT (tenant)"
                + " DO UPDATE SET token = greatest(f.token, excluded.token) RETURNING f.token",
            tenant.id().value(),
            token.value());
    refuseOlder(seen, token);
  }

  static void compare(Connection connection, TenantTarget tenant, Token token) throws SQLException {
    var seen =
        Sql.number(
            connection,
            "SELECT token FROM _drydock.fence WHERE tenant = ? FOR UPDATE",
            tenant.id().value());
    refuseOlder(seen, token);
  }

  private static void refuseOlder(long seen, Token token) {
    if (seen > token.value()) {
      throw new TenantDatabaseFailure.Fenced(new Token(seen));
    }
  }
}
