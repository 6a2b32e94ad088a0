package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.local.PostgresServer;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyIT {
  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private ListAssert<FailureCode> codes(TenantTarget tenant) {
    return assertThat(databases.survey(tenant).refusals().stream().map(Failure::code).toList());
  }

  private static TenantTarget elsewhere(TenantTarget tenant, int port, String credential) {
    return new TenantTarget(
        tenant.id(),
        tenant.engine(),
        tenant.host(),
        port,
        tenant.database(),
        tenant.schema(),
        credential,
        tenant.writerRoles());
  }

  @Test
  void givenNobodyListening_whenSurveyed_thenUnreachable() {
    // given
    var tenant = fleet.databaseTenant();

    // when
    var refused =
        assertThatThrownBy(() -> databases.survey(elsewhere(tenant, 1, tenant.credential())));

    // then
    refused
        .isInstanceOf(TenantDatabaseFailure.Transient.class)
        .extracting(f -> ((TenantDatabaseFailure) f).failure().code())
        .isEqualTo(FailureCode.UNREACHABLE);
  }

  @Test
  void givenWrongPassword_whenSurveyed_thenRejectedWithoutShowingIt(@TempDir Path folder)
      throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var file = folder.resolve("wrong");
    Files.writeString(file, "user=drydock\npassword=not-it-at-all\n");

    // when
    var survey = databases.survey(elsewhere(tenant, fleet.server().port(), "file:" + file));

    // then
    assertThat(survey.refusals())
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.CREDENTIAL_REJECTED);
          assertThat(failure.toString()).doesNotContain("not-it-at-all");
        });
  }

  @Test
  void givenMissingThings_whenSurveyed_thenEachIsNamed() {
    // given
    var tenant = fleet.databaseTenant();
    var noDatabase = fleet.target("a", "nowhere", null, List.of());
    var noSchema = fleet.target("b", tenant.database(), "nowhere", List.of());
    var noRole = fleet.target("c", tenant.database(), null, List.of("nobody"));

    // then
    codes(noDatabase).containsExactly(FailureCode.DATABASE_MISSING);
    codes(noSchema).containsExactly(FailureCode.SCHEMA_MISSING);
    codes(noRole).containsExactly(FailureCode.WRITER_ROLE_MISSING);
  }

  @Test
  void givenEndpointThatMakesUpKeys_whenSurveyed_thenPoolerIsRefused() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    try (var pooler = new PoolerLikeProxy(fleet.server().port())) {
      // when
      var survey = databases.survey(elsewhere(tenant, pooler.port(), tenant.credential()));

      // then
      assertThat(survey.refusals())
          .singleElement()
          .satisfies(f -> assertThat(f.code()).isEqualTo(FailureCode.POOLER_ENDPOINT));
    }
  }

  @Test
  void givenOlderPgDump_whenSurveyed_thenRefused(@TempDir Path tools) throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var old = tools.resolve("pg_dump");
    Files.writeString(old, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.4'\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));
    var outdated =
        new PostgresTenantDatabases(
            new ReferencedCredentials(), PostgresSettings.defaults().withTools(tools));

    // when
    var survey = outdated.survey(tenant);

    // then
    assertThat(survey.refusals())
        .extracting(Failure::code)
        .containsExactly(FailureCode.CLIENT_OLDER_THAN_SERVER);
  }

  @Test
  void givenEachGrantMissing_whenItsAdviceIsRun_thenTheTenantIsSound() {
    // given
    try (var server = PostgresServer.temporary()) {
      var own = new Fleet(server);
      var tenant = own.databaseTenant();
      server.execute(
          "postgres",
          "ALTER ROLE drydock NOCREATEDB NOCREATEROLE",
          "REVOKE pg_read_all_data, pg_signal_backend, "
              + tenant.database()
              + "_owner FROM drydock",
          "ALTER DATABASE " + tenant.database() + " SET log_statement = 'ddl'");

      // when
      var refusals = databases.survey(tenant).refusals();
      for (var failure : refusals) {
        var advice = String.valueOf(failure.advice());
        assertThat(advice).startsWith("Run: ").endsWith(";");
        server.execute("postgres", advice.substring("Run: ".length()));
      }

      // then
      assertThat(refusals).hasSizeGreaterThanOrEqualTo(6);
      assertThat(refusals).extracting(Failure::code).containsOnly(FailureCode.GRANT_MISSING);
      codes(tenant).isEmpty();
    }
  }

  @Test
  void givenSchemaInADatabaseOfOthers_whenSurveyed_thenTheStatementIsNamed() {
    // given
    var tenant = fleet.schemaTenant();
    fleet.server().execute("postgres", "REVOKE " + tenant.database() + "_owner FROM drydock");

    // when
    var survey = databases.survey(tenant);

    // then
    assertThat(survey.refusals())
        .singleElement()
        .satisfies(f ->
            assertThat(f.advice())
                .isEqualTo(
                    "Run: GRANT CREATE ON DATABASE \"" + tenant.database() + "\" TO drydock;"));
  }

  @Test
  void givenThingsThatCannotComeBack_whenSurveyed_thenEachIsRefused() {
    // given
    var tenant = fleet.databaseTenant();
    fleet.server().execute(tenant.database(), "CREATE PUBLICATION everything FOR ALL TABLES");
    var outside = fleet.schemaTenant();
    fleet
        .server()
        .execute(
            outside.database(),
            "CREATE SCHEMA reports",
            "CREATE VIEW reports.v AS SELECT * FROM " + outside.schema() + ".orders");
    var within = fleet.schemaTenant();
    fleet.server().execute(within.database(), "CREATE EXTENSION citext SCHEMA " + within.schema());
    var large = fleet.schemaTenant();
    fleet.execute(large, "CREATE TABLE files (content oid)", "SELECT lo_create(0)");
    var referring = fleet.schemaTenant();
    fleet
        .server()
        .execute(
            referring.database(),
            "CREATE TABLE public.shops (id int PRIMARY KEY)",
            "ALTER TABLE " + referring.schema() + ".orders ADD shop int REFERENCES public.shops");
    var atomic = fleet.schemaTenant();
    fleet.execute(
        atomic,
        "CREATE FUNCTION twice(v int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT v; SELECT v * 2;"
            + " END");
    var untrusted = fleet.databaseTenant();
    fleet.server().execute(untrusted.database(), "CREATE EXTENSION pageinspect");

    // then
    codes(tenant).containsExactly(FailureCode.LOGICAL_REPLICATION);
    codes(outside).containsExactly(FailureCode.OUTSIDE_DEPENDENCY);
    codes(within).contains(FailureCode.EXTENSION_NOT_RESTORABLE);
    codes(large).containsExactly(FailureCode.LARGE_OBJECTS);
    codes(atomic).containsExactly(FailureCode.EXTENSION_NOT_RESTORABLE);
    codes(referring).containsExactly(FailureCode.OUTSIDE_DEPENDENCY);
    codes(untrusted).containsExactly(FailureCode.EXTENSION_NOT_RESTORABLE);
  }

  @Test
  void givenEmptyServer_whenManySurveyAtOnce_thenTheControlDatabaseIsMadeOnce() {
    // given
    try (var server = PostgresServer.temporary()) {
      var own = new Fleet(server);
      var tenant = own.databaseTenant();
      assertThat(server.isRunning()).isTrue();

      // when
      var surveys =
          java.util.stream.IntStream.range(0, 8)
              .parallel()
              .mapToObj(_ -> Fleet.databases().survey(tenant))
              .toList();

      // then
      assertThat(surveys).allSatisfy(survey -> assertThat(survey.refusals()).isEmpty());
    }
  }

  @Test
  void givenLoginForAnotherServer_whenSurveyed_thenItIsSentNowhere(@TempDir Path folder)
      throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var file = folder.resolve("login");
    Files.writeString(file, "user=drydock\npassword=secret\nhost=elsewhere.internal\n");

    // when
    var survey = databases.survey(elsewhere(tenant, tenant.port(), "file:" + file));

    // then
    assertThat(survey.refusals())
        .extracting(Failure::code)
        .containsExactly(FailureCode.CREDENTIAL_UNRESOLVED);
  }

  @Test
  void givenServerWithoutTls_whenTlsIsRequired_thenNobodyLogsIn() {
    // given
    var tenant = fleet.databaseTenant();
    var strict =
        new PostgresTenantDatabases(
            new ReferencedCredentials(), PostgresSettings.defaults().withSslmode("require"));

    // then
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> strict.fingerprint(tenant))
        .isInstanceOf(dev.drydock.tenantdatabases.TenantDatabaseFailure.class);
  }
}
