package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import java.sql.Connection;
import java.sql.SQLException;

/** What Flyway's history table says. */
final class History {
  private History() {}

  /** The version applied last, empty when there is no history. */
  static String version(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = tenant.schema() == null ? "public" : tenant.schema();
    var table = Sql.identifier(schema) + "." + CatalogueLines.HISTORY;
    if (!Sql.truth(connection, "SELECT pg_catalog.to_regclass(?) IS NOT NULL", table)) {
      return "";
    }
    return Sql.text(
        connection,
        "SELECT version FROM "
            + table
            + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1");
  }
}
