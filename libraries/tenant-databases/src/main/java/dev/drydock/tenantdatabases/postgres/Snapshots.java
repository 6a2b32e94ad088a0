package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens snapshots. The tables are locked before the snapshot is taken: a rewrite that commits in
 * between would leave them empty in it.
 */
final class Snapshots {
  private static final int TABLES_PER_LOCK = 200;
  private static final int ATTEMPTS = 5;

  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, c.oid FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname = ANY (?)
      ORDER BY 1, 2
      """;

  private final Connections connections;
  private final ControlDatabase control;
  private final Tools tools;

  Snapshots(Connections connections, ControlDatabase control, Tools tools) {
    this.connections = connections;
    this.control = control;
    this.tools = tools;
  }

  private record Table(String schema, String name, long oid) {
    String quoted() {
      return Sql.identifier(schema) + "." + Sql.identifier(name);
    }
  }

  Snapshot open(List<TenantTarget> tenants) throws SQLException {
    requireOneDatabase(tenants);
    var first = tenants.getFirst();
    var connection = connections.tenant(first, Token.NONE);
    try {
      Sql.run(connection, "SET idle_in_transaction_session_timeout = 0");
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      lockTables(connection, tenants);
      var id = Sql.text(connection, "SELECT pg_catalog.pg_export_snapshot()");
      return new PostgresSnapshot(connections, control, tools, connection, id, tenants);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void requireOneDatabase(List<TenantTarget> tenants) {
    var databases = tenants.stream().map(t -> t.server() + "/" + t.database()).distinct().count();
    var whole = tenants.stream().anyMatch(tenant -> tenant.schema() == null);
    if (databases != 1 || (whole && tenants.size() > 1)) {
      throw new IllegalArgumentException("a snapshot is of schemas of one database, or of one");
    }
  }

  private static void lockTables(Connection connection, List<TenantTarget> tenants)
      throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var schemas = schemas(connection, tenants);
      var wanted = tables(connection, schemas);
      if (locked(connection, wanted) && tables(connection, schemas).equals(wanted)) {
        return;
      }
      connection.rollback();
    }
    throw new TenantDatabaseFailure.Transient(
        Failure.of(FailureCode.LOCK_TIMEOUT)
            .withCount(ATTEMPTS)
            .withAdvice("Tables kept being created or dropped while they were being locked."));
  }

  private static List<String> schemas(Connection connection, List<TenantTarget> tenants)
      throws SQLException {
    var found = new ArrayList<String>();
    for (var tenant : tenants) {
      var schema = tenant.schema();
      if (schema == null) {
        found.addAll(CatalogueLines.schemas(connection));
      } else {
        Owner.of(connection, tenant);
        found.add(schema);
      }
    }
    return found;
  }

  private static List<Table> tables(Connection connection, List<String> schemas)
      throws SQLException {
    return Sql.list(
        connection,
        TABLES,
        row -> new Table(row.getString(1), row.getString(2), row.getLong(3)),
        (Object) schemas.toArray(String[]::new));
  }

  /** Begins the transaction with the locks, so that its snapshot comes after them. */
  private static boolean locked(Connection connection, List<Table> tables) throws SQLException {
    connection.setAutoCommit(true);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try {
      for (int from = 0; from < tables.size(); from += TABLES_PER_LOCK) {
        var some = tables.subList(from, Math.min(tables.size(), from + TABLES_PER_LOCK));
        var names = some.stream().map(table -> "ONLY " + table.quoted()).toList();
        Sql.run(connection, "LOCK TABLE " + String.join(", ", names) + " IN ACCESS SHARE MODE");
      }
      return true;
    } catch (SQLException e) {
      if (List.of("42P01", "3F000", "42809").contains(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
