package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;

/** Who owns the tenant: the owner of its schema, or of its database. */
final class Owner {
  private Owner() {}

  static String of(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = tenant.schema();
    if (schema == null) {
      return Sql.text(
          connection,
          "SELECT pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database"
              + " WHERE datname = current_database()");
    }
    return Sql.first(
            connection,
            "SELECT pg_catalog.pg_get_userbyid(nspowner) FROM pg_catalog.pg_namespace"
                + " WHERE nspname = ?",
            row -> row.getString(1),
            schema)
        .orElseThrow(() ->
            new TenantDatabaseFailure.Permanent(
                Failure.of(FailureCode.SCHEMA_MISSING, schema)
                    .withAdvice("Create the schema, or correct the tenant's registration.")));
  }
}
