package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationTimeouts;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens the session that migrates: as the tenant's owner, in its schema, with deadlines. */
final class MigrationSession {
  private MigrationSession() {}

  static Connection open(
      Connections connections, TenantTarget tenant, Token token, MigrationTimeouts timeouts)
      throws SQLException {
    var connection = connections.tenant(tenant, token);
    try {
      var owner = Owner.of(connection, tenant);
      var schema = tenant.schema();
      if (schema != null) {
        Sql.text(
            connection,
            "SELECT pg_catalog.set_config('search_path', ? || ', ' ||"
                + " pg_catalog.current_setting('search_path'), false)",
            Sql.identifier(schema));
      }
      Sql.run(connection, "SET lock_timeout = " + timeouts.lock().toMillis());
      Sql.run(connection, "SET statement_timeout = " + timeouts.statement().toMillis());
      Sql.run(connection, "SET ROLE " + Sql.identifier(owner));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
