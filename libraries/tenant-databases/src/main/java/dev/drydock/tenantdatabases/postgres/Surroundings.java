package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where the properties of a copy come from: from beside its archive, else from the live tenant. */
final class Surroundings {
  private Surroundings() {}

  static Properties ofArchive(
      ControlDatabase control,
      Connections connections,
      TenantTarget tenant,
      Token token,
      String mark)
      throws SQLException {
    try (var inControl = control.open(tenant, token)) {
      var found = PropertiesStore.find(inControl, tenant, mark);
      if (found.isPresent()) {
        return found.get();
      }
    }
    var schema = tenant.schema();
    if (schema == null) {
      return live(connections, tenant, token);
    }
    try (var connection = connections.tenant(tenant, token)) {
      Owner.of(connection, tenant);
      return Properties.ofSchema(connection, schema);
    }
  }

  /** Of the tenant's database as it is now. */
  static Properties live(Connections connections, TenantTarget tenant, Token token)
      throws SQLException {
    try (var connection = connections.tenant(tenant, token)) {
      return Properties.ofDatabase(connection, tenant.database());
    }
  }

  /** Statements that install the same extensions in the same schemas. */
  static List<String> extensions(Connection live) throws SQLException {
    return Sql.list(
        live,
        """
        SELECT CASE WHEN n.nspname ~ '^pg_' OR n.nspname = 'public' THEN ''
            ELSE 'CREATE SCHEMA IF NOT EXISTS ' || quote_ident(n.nspname) || '; ' END
          || 'CREATE EXTENSION IF NOT EXISTS ' || quote_ident(x.extname)
          || ' SCHEMA ' || quote_ident(n.nspname) || ' CASCADE'
        FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
        WHERE x.extname <> 'plpgsql' ORDER BY x.oid
        """,
        row -> row.getString(1));
  }
}
