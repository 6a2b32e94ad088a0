package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Transactions that were prepared and never finished: no session to end, locks that stay, and
 * writes that may still come. A database that has one cannot be renamed.
 */
final class PreparedTransactions {
  private static final String OF_DATABASE =
      "SELECT count(*) FROM pg_catalog.pg_prepared_xacts WHERE database = current_database()";

  /** Those that hold a table of the schema; a transaction's own lock tells whose the others are. */
  private static final String OF_SCHEMA =
      """
      SELECT count(DISTINCT x.transaction::text) FROM pg_catalog.pg_prepared_xacts x
        JOIN pg_catalog.pg_locks own ON own.locktype = 'transactionid' AND own.pid IS NULL
          AND own.transactionid = x.transaction
        JOIN pg_catalog.pg_locks l ON l.virtualtransaction = own.virtualtransaction
          AND l.pid IS NULL AND l.locktype = 'relation'
        JOIN pg_catalog.pg_class c ON c.oid = l.relation
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE x.database = current_database() AND n.nspname = ?
      """;

  private PreparedTransactions() {}

  /**
   * @param connection to the tenant's database
   */
  static Optional<Failure> open(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = tenant.schema();
    var found =
        schema == null
            ? Sql.number(connection, OF_DATABASE)
            : Sql.number(connection, OF_SCHEMA, schema);
    return found == 0
        ? Optional.empty()
        : Optional.of(
            Failure.of(FailureCode.SESSIONS_REMAIN, "prepared transactions")
                .withCount(found)
                .withAdvice(
                    "Finish each one that pg_prepared_xacts shows in database "
                        + Sql.identifier(tenant.database())
                        + ": COMMIT PREPARED or ROLLBACK PREPARED."));
  }

  static void requireNone(Connection connection, TenantTarget tenant) throws SQLException {
    var open = open(connection, tenant);
    if (open.isPresent()) {
      throw new TenantDatabaseFailure.Transient(open.get());
    }
  }
}
