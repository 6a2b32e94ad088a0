package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabases;
import dev.drydock.tenantdatabases.TenantDatabasesTestKit;
import java.sql.Connection;
import java.sql.SQLException;

/** The specification, on tenants with a schema each in shared databases. */
class SchemaTenantIT extends TenantDatabasesTestKit {
  private final Fleet fleet = Fleet.shared();

  @Override
  protected TenantDatabases databases() {
    return Fleet.databases();
  }

  @Override
  protected TenantTarget newTenant() {
    return fleet.schemaTenant();
  }

  @Override
  protected void execute(TenantTarget tenant, String... statements) {
    fleet.execute(tenant, statements);
  }

  @Override
  protected String value(TenantTarget tenant, String query) {
    return fleet.value(tenant, query);
  }

  @Override
  protected Connection asWriter(TenantTarget tenant) throws SQLException {
    return fleet.asWriter(tenant);
  }

  @Override
  protected boolean isKept(TenantTarget tenant, String kept) {
    return !fleet
        .value(tenant, "SELECT nspname FROM pg_namespace WHERE nspname = '" + kept + "'")
        .isEmpty();
  }
}
