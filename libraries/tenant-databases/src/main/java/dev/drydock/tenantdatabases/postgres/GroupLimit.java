package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How many schemas the server's lock table bears in one dump. {@code pg_dump} and the snapshot lock
 * the same tables, so an object counts once; sequences and views are read, and lock what they read.
 * Half of the table is left to everybody else.
 */
final class GroupLimit {
  private static final double SHARE = 0.5;
  private static final int CATALOGUE_LOCKS = 200;

  private GroupLimit() {}

  static int of(Connection connection, TenantTarget tenant) throws SQLException {
    var slots =
        Sql.number(
            connection,
            "SELECT pg_catalog.current_setting('max_locks_per_transaction')::bigint"
                + " * (pg_catalog.current_setting('max_connections')::bigint"
                + " + pg_catalog.current_setting('max_prepared_transactions')::bigint)");
    var perSchema =
        Sql.number(
            connection,
            """
            SELECT coalesce(max(n), 1) FROM (
              SELECT count(*) AS n FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'S', 'v', 'm')
                AND s.nspname !~ '^(pg_|_drydock)' AND s.nspname <> 'information_schema'
              GROUP BY c.relnamespace) counted
            """);
    if (tenant.schema() == null) {
      return 1;
    }
    return (int) Math.max(1, (long) (slots * SHARE - CATALOGUE_LOCKS) / Math.max(1, perSchema));
  }
}
