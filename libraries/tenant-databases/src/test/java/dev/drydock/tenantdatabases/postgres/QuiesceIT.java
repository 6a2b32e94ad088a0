package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.local.PostgresServer;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuiesceIT {
  private static final BeforeEffect GRANTED = () -> {};

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private boolean canWrite(TenantTarget tenant) {
    try (var connection = fleet.asWriter(tenant);
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE orders SET note = note");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private String schemaAcl(TenantTarget tenant) {
    return fleet.value(
        tenant,
        "SELECT string_agg(a::text, ',' ORDER BY a::text) FROM pg_namespace, unnest(nspacl) a"
            + " WHERE nspname = '"
            + tenant.schema()
            + "'");
  }

  @Test
  void givenRoleSharedByTwoSchemas_whenOneIsQuiesced_thenTheOtherGoesOn() throws Exception {
    // given
    var first = fleet.schemaTenant();
    var writer = first.writerRoles().getFirst();
    var second = fleet.schemaTenant(first.database(), fleet.nextName(), writer);
    var before = schemaAcl(first);
    var busyInFirst = fleet.asWriter(first);
    busyInFirst.setAutoCommit(false);
    Sql.run(busyInFirst, "UPDATE orders SET note = 'lost'");
    var busyInSecond = fleet.asWriter(second);
    busyInSecond.setAutoCommit(false);
    Sql.run(busyInSecond, "UPDATE orders SET note = 'kept'");

    // when
    var ended = databases.quiesce(first, new Token(1), GRANTED);

    // then
    assertThat(ended).isEqualTo(1);
    assertThat(canWrite(first)).isFalse();
    assertThat(busyInFirst.isValid(1)).isFalse();
    busyInSecond.commit();
    assertThat(canWrite(second)).isTrue();
    databases.release(first, new Token(2), GRANTED);
    assertThat(canWrite(first)).isTrue();
    assertThat(schemaAcl(first)).isEqualTo(before);
  }

  @Test
  void givenRoleSharedByTwoSchemas_whenABackupFromBeforeIsRestored_thenItStaysOut() {
    // given
    var first = fleet.schemaTenant();
    fleet.schemaTenant(first.database(), fleet.nextName(), first.writerRoles().getFirst());
    var archive = new java.io.ByteArrayOutputStream();
    dev.drydock.contracts.Fingerprint fingerprint;
    try (var snapshot = databases.openSnapshot(List.of(first))) {
      fingerprint = snapshot.fingerprint(first);
      snapshot.dump(archive, _ -> {});
    }
    databases.quiesce(first, new Token(1), GRANTED);

    // when
    databases.restore(
        new java.io.ByteArrayInputStream(archive.toByteArray()),
        first,
        new Token(2),
        fingerprint,
        GRANTED);

    // then
    assertThat(canWrite(first)).isFalse();
    databases.release(first, new Token(3), GRANTED);
    assertThat(canWrite(first)).isTrue();
    assertThat(databases.fingerprint(first)).isEqualTo(fingerprint);
  }

  @Test
  void givenRoleSharedByTwoDatabases_whenOneIsQuiesced_thenTheOtherGoesOn() {
    // given
    var first = fleet.databaseTenant();
    var second = fleet.databaseTenant();
    var writer = first.writerRoles().getFirst();
    fleet.execute(
        second, "GRANT USAGE ON SCHEMA public TO " + writer, "GRANT ALL ON orders TO " + writer);
    var secondAsFirst = fleet.target("x", second.database(), null, List.of(writer));
    var before = databases.fingerprint(first);

    // when
    databases.quiesce(first, new Token(1), GRANTED);

    // then
    assertThat(canWrite(first)).isFalse();
    assertThat(canWrite(secondAsFirst)).isTrue();
    databases.release(first, new Token(2), GRANTED);
    assertThat(canWrite(first)).isTrue();
    assertThat(databases.fingerprint(first)).isEqualTo(before);
  }

  @Test
  void givenSharedRoleThatPublicLetsIn_whenSurveyed_thenRefused() {
    // given
    var first = fleet.schemaTenant();
    fleet.schemaTenant(first.database(), fleet.nextName(), first.writerRoles().getFirst());
    fleet.execute(first, "GRANT USAGE ON SCHEMA " + first.schema() + " TO PUBLIC");

    // when
    var survey = databases.survey(first);

    // then
    assertThat(survey.refusals())
        .singleElement()
        .satisfies(f -> assertThat(f.code()).isEqualTo(FailureCode.WRITER_ROLE_SHARED));
    assertThatThrownBy(() -> databases.quiesce(first, new Token(1), GRANTED))
        .isInstanceOf(TenantDatabaseFailure.Permanent.class);
  }

  @Test
  void givenRoleThatAnotherTenantHoldsShut_whenQuiesced_thenRefused() {
    // given
    var first = fleet.databaseTenant();
    var other = fleet.databaseTenant();
    var thief = fleet.target("thief-" + first.id(), first.database(), null, first.writerRoles());
    databases.quiesce(first, new Token(1), GRANTED);

    // when
    var refused = assertThatThrownBy(() -> databases.quiesce(thief, new Token(1), GRANTED));

    // then
    refused
        .isInstanceOf(TenantDatabaseFailure.Permanent.class)
        .extracting(f -> ((TenantDatabaseFailure) f).failure().code())
        .isEqualTo(FailureCode.WRITER_ROLE_SHARED);
    databases.release(first, new Token(2), GRANTED);
    assertThat(canWrite(first)).isTrue();
    assertThat(canWrite(other)).isTrue();
  }

  @Test
  void givenRoleThatCouldNotLogIn_whenReleased_thenItStillCannot() {
    // given
    var tenant = fleet.databaseTenant();
    var role = tenant.writerRoles().getFirst();
    fleet.server().execute("postgres", "ALTER ROLE " + role + " NOLOGIN");

    // when
    databases.quiesce(tenant, new Token(1), GRANTED);
    databases.release(tenant, new Token(2), GRANTED);

    // then
    assertThat(
            fleet.value(tenant, "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'"))
        .isEqualTo("f");
  }

  @Test
  void givenSuperuserAsWriter_whenQuiesced_thenRefused() {
    // given
    var tenant = fleet.databaseTenant();
    var wrong =
        fleet.target(
            tenant.id().value(), tenant.database(), null, List.of(fleet.server().superuser()));

    // when
    var refused = assertThatThrownBy(() -> databases.quiesce(wrong, new Token(1), GRANTED));

    // then
    refused.isInstanceOf(TenantDatabaseFailure.Permanent.class);
  }

  @Test
  void givenServerKilledWhileAWriterIsBeingKeptOut_whenItIsBack_thenRecordAndRoleAgree() {
    // given
    try (var server = PostgresServer.temporary()) {
      var own = new Fleet(server);
      var tenant = own.databaseTenant();
      BeforeEffect crash = server::kill;

      // when
      assertThatThrownBy(() -> databases.quiesce(tenant, new Token(1), crash))
          .isInstanceOf(TenantDatabaseFailure.Transient.class);
      server.start();

      // then
      var role = tenant.writerRoles().getFirst();
      assertThat(
              own.value(tenant, "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'"))
          .isEqualTo("t");
      databases.quiesce(tenant, new Token(2), GRANTED);
      assertThat(
              own.value(tenant, "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'"))
          .isEqualTo("f");
      databases.release(tenant, new Token(3), GRANTED);
      assertThat(
              own.value(tenant, "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'"))
          .isEqualTo("t");
    }
  }

  @Test
  void givenServerKilledAfterAQuiesce_whenItIsBack_thenTheRecordLetsTheWriterIn() {
    // given
    try (var server = PostgresServer.temporary()) {
      var own = new Fleet(server);
      var tenant = own.databaseTenant();
      databases.quiesce(tenant, new Token(1), GRANTED);
      server.kill();
      server.start();

      // when
      databases.release(tenant, new Token(2), GRANTED);

      // then
      var role = tenant.writerRoles().getFirst();
      assertThat(
              own.value(tenant, "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + role + "'"))
          .isEqualTo("t");
    }
  }
}
