package dev.drydock.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.local.DrydockRole;
import dev.drydock.local.Installation;
import dev.drydock.local.PostgresServer;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoFleetIT {
  @Test
  void whenAFleetIsCreated_thenEachTenantIsAt100AndOwnedByItsOwnRole() throws SQLException {
    try (var server = PostgresServer.temporary()) {
      // given
      var role = DrydockRole.createOn(server);
      var release =
          Installation.find().root().resolve("deploy/examples/etsy-sevdesk/release-1.0.0");
      var plan = new FleetPlan(2, 2, 1, 50, 1L, Map.of(2, Flaw.DRIFT, 3, Flaw.ORPHAN_REFUND));

      // when
      var fleet = new DemoFleet(server, role, release);
      var tenants = fleet.create(plan);

      // then
      assertThat(tenants).extracting(DemoTenant::id).hasSize(4).doesNotHaveDuplicates();
      for (var tenant : tenants) {
        assertThat(
                text(role, tenant, "SELECT string_agg(version, ',') FROM %s.flyway_schema_history"))
            .isEqualTo("1.0.0");
        assertThat(text(role, tenant, "SELECT count(*) FROM %s.orders"))
            .isEqualTo(Integer.toString(tenant.orders()));
        assertThat(
                text(
                    role,
                    tenant,
                    "SELECT tableowner FROM pg_tables WHERE schemaname = '%s' LIMIT 1"))
            .isEqualTo(tenant.ownerRole());
      }
      assertThat(fleet.registrations(tenants).toString()).doesNotContain(role.password());
    }
  }

  private static String text(DrydockRole role, DemoTenant tenant, String sql) throws SQLException {
    try (var connection = role.connect(tenant.database());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql.formatted(tenant.tablesIn()))) {
      rows.next();
      return rows.getString(1);
    }
  }
}
