package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.local.PostgresServer;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writers that would still get in, past what is taken from them. */
class WaysInIT {
  private static final BeforeEffect GRANTED = () -> {};

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private void refused(TenantTarget tenant, FailureCode code) {
    assertThat(databases.survey(tenant).refusals()).extracting(Failure::code).contains(code);
    assertThatThrownBy(() -> databases.quiesce(tenant, new Token(1), GRANTED))
        .isInstanceOf(TenantDatabaseFailure.class)
        .extracting(f -> ((TenantDatabaseFailure) f).failure().code())
        .isEqualTo(code);
    assertThat(recorded(tenant)).isEqualTo("0");
    assertThat(canWrite(tenant)).isTrue();
  }

  private String recorded(TenantTarget tenant) {
    var control = fleet.target("control", "_drydock", null, List.of());
    return fleet.value(
        control, "SELECT count(*) FROM public.writer WHERE tenant = '" + tenant.id() + "'");
  }

  private boolean canWrite(TenantTarget tenant) {
    try (var connection = fleet.asWriter(tenant)) {
      Sql.run(connection, "UPDATE orders SET note = note");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private TenantTarget sharedWithAnotherDatabase() {
    var tenant = fleet.databaseTenant();
    var other = fleet.databaseTenant();
    fleet.execute(other, "GRANT SELECT ON orders TO " + tenant.writerRoles().getFirst());
    return tenant;
  }

  private TenantTarget sharedWithAnotherSchema() {
    var tenant = fleet.schemaTenant();
    fleet.schemaTenant(tenant.database(), fleet.nextName(), tenant.writerRoles().getFirst());
    return tenant;
  }

  @Test
  void givenConnectFromAnotherGrantor_whenQuiesced_thenRefused() throws Exception {
    // given
    var tenant = sharedWithAnotherDatabase();
    var writer = tenant.writerRoles().getFirst();
    var admin = fleet.nextName() + "_admin";
    fleet
        .server()
        .execute(
            "postgres",
            "CREATE ROLE " + admin,
            "GRANT CONNECT ON DATABASE "
                + tenant.database()
                + " TO "
                + admin
                + " WITH GRANT OPTION",
            "SET ROLE "
                + admin
                + "; GRANT CONNECT ON DATABASE "
                + tenant.database()
                + " TO "
                + writer);

    // then
    refused(tenant, FailureCode.WRITER_ROLE_SHARED);
  }

  @Test
  void givenSharedRoleThatReadsAndWritesEverything_whenQuiesced_thenRefused() {
    // given
    var tenant = sharedWithAnotherSchema();
    fleet
        .server()
        .execute("postgres", "GRANT pg_write_all_data TO " + tenant.writerRoles().getFirst());

    // then
    refused(tenant, FailureCode.WRITER_ROLE_SHARED);
  }

  @Test
  void givenGroupThatMustBeSteppedInto_whenQuiesced_thenRefused() {
    // given
    var tenant = sharedWithAnotherSchema();
    var writer = tenant.writerRoles().getFirst();
    var group = fleet.nextName() + "_group";
    fleet
        .server()
        .execute(
            "postgres",
            "CREATE ROLE " + group,
            "ALTER ROLE " + writer + " NOINHERIT",
            "GRANT " + group + " TO " + writer);
    fleet.execute(tenant, "GRANT USAGE ON SCHEMA " + tenant.schema() + " TO " + group);

    // then
    refused(tenant, FailureCode.WRITER_ROLE_SHARED);
  }

  @Test
  void givenRoleSharedThroughItsGroups_whenQuiesced_thenTheOtherTenantGoesOn() {
    // given
    var first = fleet.schemaTenant();
    var name = fleet.nextName();
    var second = fleet.schemaTenant(first.database(), name, name + "_app");
    var shared = fleet.nextName() + "_app";
    fleet
        .server()
        .execute(
            "postgres",
            "CREATE ROLE " + shared + " LOGIN PASSWORD '" + Fleet.WRITER_PASSWORD + "'",
            "GRANT " + first.id() + "_app, " + name + "_app TO " + shared);
    fleet.role().grantWriters(List.of(shared));
    var throughGroups =
        fleet.target(first.id().value(), first.database(), first.schema(), List.of(shared));

    // then
    refused(throughGroups, FailureCode.WRITER_ROLE_SHARED);
    assertThat(canWrite(fleet.target("x", second.database(), second.schema(), List.of(shared))))
        .isTrue();
  }

  @Test
  void givenOpenPreparedTransaction_whenSurveyedOrQuiesced_thenRefused() throws Exception {
    // given
    try (var server = PostgresServer.temporary(Map.of("max_prepared_transactions", "5"))) {
      var own = new Fleet(server);
      for (var tenant : List.of(own.databaseTenant(), own.schemaTenant())) {
        try (var writer = own.asWriter(tenant)) {
          Sql.run(
              writer,
              "BEGIN; UPDATE orders SET note = 'later'; PREPARE TRANSACTION '" + tenant.id() + "'");
        }

        // when
        var survey = databases.survey(tenant);
        var quiesced = assertThatThrownBy(() -> databases.quiesce(tenant, new Token(1), GRANTED));

        // then
        assertThat(survey.refusals())
            .singleElement()
            .satisfies(f -> assertThat(f.advice()).contains("ROLLBACK PREPARED"));
        quiesced.isInstanceOf(TenantDatabaseFailure.class);
        assertThat(
                own.value(
                    tenant,
                    "SELECT rolcanlogin FROM pg_roles WHERE rolname = '"
                        + tenant.writerRoles().getFirst()
                        + "'"))
            .isEqualTo("f");
        server.execute(tenant.database(), "ROLLBACK PREPARED '" + tenant.id() + "'");
        databases.quiesce(tenant, new Token(2), GRANTED);
      }
    }
  }

  @Test
  void givenControlDatabaseOfSomebodyElse_whenUsed_thenRefused() {
    // given
    try (var server = PostgresServer.temporary()) {
      var own = new Fleet(server);
      var tenant = own.databaseTenant();
      server.execute("postgres", "CREATE ROLE stranger", "CREATE DATABASE _drydock OWNER stranger");
      server.execute("_drydock", "GRANT ALL ON DATABASE _drydock TO drydock");
      server.execute("_drydock", "GRANT ALL ON SCHEMA public TO drydock");

      // when
      var survey = databases.survey(tenant);

      // then
      assertThat(survey.refusals())
          .singleElement()
          .satisfies(f -> assertThat(f.subject()).isEqualTo("_drydock"));
      assertThatThrownBy(() -> databases.quiesce(tenant, new Token(1), GRANTED))
          .isInstanceOf(TenantDatabaseFailure.Permanent.class);
      assertThat(
              own.value(
                  tenant,
                  "SELECT rolcanlogin FROM pg_roles WHERE rolname = '"
                      + tenant.writerRoles().getFirst()
                      + "'"))
          .isEqualTo("t");
    }
  }
}
