package dev.drydock.migration.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drydock.contracts.FailureCode;
import dev.drydock.local.PostgresServer;
import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.application.Migrations.Release;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.PendingScripts;
import dev.drydock.migration.domain.Script;
import dev.drydock.migration.postgres.PostgresQueries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlywayReleaseIT {
  private static PostgresServer server;
  private static int databases;

  private final FlywayMigrations migrations = new FlywayMigrations();
  private String database;

  @BeforeAll
  static void start() {
    server = PostgresServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createDatabase() {
    database = "t" + databases++;
    server.createDatabase(database, null);
  }

  @Test
  void givenAFailureInTheLastScript_whenAllShareOneTransaction_thenNothingStays() throws Exception {
    var release =
        migrations.parse(
            Bundles.of(
                Map.of(
                    "V1__a.sql", "CREATE TABLE a (id int PRIMARY KEY);",
                    "V2__b.sql", "CREATE TABLE b (a_id int);\nINSERT INTO b VALUES (1);",
                    "V3__fk.sql",
                        "-- one\n-- two\nALTER TABLE b ADD FOREIGN KEY (a_id)\n  REFERENCES a;")));
    try (var connection = server.connect(database)) {
      var failed =
          catchThrowableOfType(
              ScriptFailed.class, () -> release.apply(connection, atomic(), EachScript.UNGUARDED));

      assertThat(failed.failure().summary())
          .isEqualTo("V3__fk.sql:3 foreign key violation (23503)");
      assertThat(tables(connection)).isEmpty();
      assertThat(failed.getMessage()).doesNotContain("ALTER", "Key");
    }
  }

  @Test
  void givenASyntaxErrorInsideAStatement_thenItsOwnLineIsNamed() throws Exception {
    var release =
        migrations.parse(
            Bundles.of(Map.of("V1__a.sql", "SELECT 1;\nSELECT 1,\n  2,\n  nonsense();")));
    try (var connection = server.connect(database)) {
      var failed =
          catchThrowableOfType(
              ScriptFailed.class, () -> release.apply(connection, atomic(), EachScript.UNGUARDED));

      assertThat(failed.failure().line()).isEqualTo(4);
      assertThat(failed.failure().code()).isEqualTo(FailureCode.SQL_ERROR);
    }
  }

  @Test
  void givenAnIndexBuiltConcurrently_thenItIsAppliedAndDoesNotHang() throws Exception {
    var release =
        migrations.parse(
            Bundles.of(
                Map.of(
                    "V1__a.sql", "CREATE TABLE a (id int);",
                    "V2__i.sql", "CREATE INDEX CONCURRENTLY i ON a (id);",
                    "V3__b.sql", "CREATE TABLE b (id int);")));
    try (var connection = server.connect(database)) {
      int applied = release.apply(connection, Scope.of(null), EachScript.UNGUARDED);

      assertThat(applied).isEqualTo(3);
      assertThat(release.validate(connection, Scope.of(null))).isEmpty();
    }
  }

  @Test
  void givenAGuard_whenItRefuses_thenItsOwnRefusalComesBackAndNothingStays() throws Exception {
    var release = migrations.parse(Bundles.of(Map.of("V1__a.sql", "CREATE TABLE a (id int);")));
    var refusal = new IllegalStateException("fenced");
    try (var connection = server.connect(database)) {
      assertThatThrownBy(() -> release.apply(connection, atomic(), refusingAfter(refusal)))
          .isSameAs(refusal);
      assertThat(tables(connection)).isEmpty();
    }
  }

  @Test
  void givenWhatTheGuardWrites_whenTheScriptFails_thenItIsRolledBackWithIt() throws Exception {
    server.execute(database, "CREATE TABLE receipts (script text)");
    var release =
        migrations.parse(
            Bundles.of(
                Map.of("V1__a.sql", "CREATE TABLE a (id int);", "V2__b.sql", "SELECT 1/0;"),
                "flyway.baselineOnMigrate=true\nflyway.baselineVersion=0"));
    try (var connection = server.connect(database)) {
      assertThatThrownBy(() -> release.apply(connection, atomic(), writingReceipts()))
          .isInstanceOf(ScriptFailed.class);

      assertThat(tables(connection)).containsExactly("receipts");
      assertThat(list(connection, "SELECT script FROM receipts")).isEmpty();
    }
  }

  @Test
  void givenRepeatablesPlaceholdersAndOutOfOrder_thenPendingIsWhatFlywayApplies() throws Exception {
    var settings = "flyway.placeholders.shop=4711\nflyway.outOfOrder=true\n";
    var first =
        migrations.parse(
            Bundles.of(
                Map.of(
                    "V1__a.sql", "CREATE TABLE a (id int);",
                    "V3__c.sql", "INSERT INTO a VALUES (${shop});",
                    "R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT ${shop} AS shop;",
                    "R__w.sql", "CREATE OR REPLACE VIEW w AS SELECT 1 AS one;"),
                settings));
    var second =
        migrations.parse(
            Bundles.of(
                Map.of(
                    "V1__a.sql", "CREATE TABLE a (id int);",
                    "V2__b.sql", "CREATE TABLE b (id int);",
                    "V3__c.sql", "INSERT INTO a VALUES (${shop});",
                    "R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT ${shop} AS shop, 2 AS two;",
                    "R__w.sql", "CREATE OR REPLACE VIEW w AS SELECT 1 AS one;"),
                settings));
    var seen = new ArrayList<String>();
    try (var connection = server.connect(database)) {
      first.apply(connection, atomic(), EachScript.UNGUARDED);
      var pending =
          PendingScripts.of(second.bundle(), new PostgresQueries().history(connection, null));
      second.apply(connection, atomic(), noting(seen));

      assertThat(pending.names()).containsExactly("V2__b.sql", "R__v.sql").isEqualTo(seen);
      assertThat(list(connection, "SELECT shop::text FROM v")).containsExactly("4711");
    }
  }

  @Test
  void givenSqlAroundEachScript_thenItRunsBetweenFenceAndReceipt() throws Exception {
    server.execute(database, "CREATE TABLE seen (at serial, what text)");
    var release = withSqlAroundEachScript("INSERT INTO seen (what) VALUES ('after');");
    try (var connection = server.connect(database)) {
      release.apply(connection, atomic(), seeing());

      assertThat(list(connection, "SELECT what FROM seen ORDER BY at"))
          .containsExactly("fence", "before", "script", "after", "receipt");
    }
  }

  @Test
  void givenSqlAroundEachScript_whenItFails_thenItIsNamedAndNothingStays() throws Exception {
    server.execute(database, "CREATE TABLE seen (at serial, what text)");
    var release = withSqlAroundEachScript("SELECT 1;\nSELECT 1/0;");
    try (var connection = server.connect(database)) {
      var failed =
          catchThrowableOfType(
              ScriptFailed.class, () -> release.apply(connection, atomic(), seeing()));

      assertThat(failed.failure().summary()).isEqualTo("afterEachMigrate.sql:2 sql error (22012)");
      assertThat(list(connection, "SELECT what FROM seen")).isEmpty();
    }
  }

  @Test
  void givenSqlAroundEachScript_whenValidated_thenItDoesNotRun() throws Exception {
    server.execute(database, "CREATE TABLE seen (at serial, what text)");
    var release = withSqlAroundEachScript("INSERT INTO seen (what) VALUES ('after');");
    try (var connection = server.connect(database)) {
      release.apply(connection, atomic(), EachScript.UNGUARDED);

      assertThat(release.validate(connection, Scope.of(null))).isEmpty();
      assertThat(release.apply(connection, atomic(), seeing())).isZero();
      assertThat(list(connection, "SELECT what FROM seen ORDER BY at"))
          .containsExactly("before", "script", "after");
    }
  }

  @Test
  void givenAProcedureThatCommits_thenTheServerRefusesItAndNothingStays() throws Exception {
    server.execute(database, "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
    for (var sql : List.of("CALL p();", "DO $$ BEGIN COMMIT; END $$;")) {
      var release =
          migrations.parse(
              Bundles.of(
                  Map.of("V1__a.sql", "CREATE TABLE a (id int);\n" + sql),
                  "flyway.baselineOnMigrate=true\nflyway.baselineVersion=0"));
      try (var connection = server.connect(database)) {
        var failed =
            catchThrowableOfType(
                ScriptFailed.class,
                () -> release.apply(connection, atomic(), EachScript.UNGUARDED));

        assertThat(failed.failure().sqlState()).isEqualTo("2D000");
        assertThat(tables(connection)).isEmpty();
      }
    }
  }

  private Release withSqlAroundEachScript(String after) {
    return migrations.parse(
        Bundles.of(
            Map.of(
                "V1__a.sql", "INSERT INTO seen (what) VALUES ('script');",
                "beforeEachMigrate.sql", "INSERT INTO seen (what) VALUES ('before');",
                "afterEachMigrate.sql", after),
            "flyway.baselineOnMigrate=true\nflyway.baselineVersion=0"));
  }

  private static EachScript seeing() {
    return new EachScript() {
      @Override
      public void before(Connection connection, Script script) {
        see(connection, "fence");
      }

      @Override
      public void after(Connection connection, Script script) {
        see(connection, "receipt");
      }

      private void see(Connection connection, String what) {
        try (var statement = connection.createStatement()) {
          statement.execute("INSERT INTO seen (what) VALUES ('" + what + "')");
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Test
  void givenCopyFromStdin_thenItsRowsArrive() throws Exception {
    var release =
        migrations.parse(
            Bundles.of(
                Map.of(
                    "V1__a.sql",
                    "CREATE TABLE a (id int, t text);\n"
                        + "COPY a (id, t) FROM STDIN;\n1\tx\n2\ty\n\\.\nSELECT 1;")));
    try (var connection = server.connect(database)) {
      release.apply(connection, atomic(), EachScript.UNGUARDED);

      assertThat(list(connection, "SELECT t FROM a ORDER BY id")).containsExactly("x", "y");
    }
  }

  @Test
  void givenASchemaTenant_thenScriptsAndHistoryLandInItsSchema() throws Exception {
    server.execute(database, "CREATE SCHEMA shop_1");
    var release = migrations.parse(Bundles.of(Map.of("V1__a.sql", "CREATE TABLE a (id int);")));
    try (var connection = server.connect(database)) {
      connection.createStatement().execute("SET search_path = shop_1, public");
      release.apply(connection, new Scope("shop_1", true, script -> true), EachScript.UNGUARDED);

      assertThat(new PostgresQueries().history(connection, "shop_1").currentText()).isEqualTo("1");
      assertThat(tables(connection)).isEmpty();
    }
  }

  @Test
  void givenOnlySomeScriptsAdmitted_thenTheOthersDoNotExist() throws Exception {
    var release =
        migrations.parse(
            Bundles.of(
                Map.of(
                    "V1__a.sql", "CREATE TABLE a (id int);",
                    "V2__b.sql", "CREATE TABLE b (id int);")));
    try (var connection = server.connect(database)) {
      release.apply(
          connection,
          new Scope(null, true, script -> script.name().equals("V1__a.sql")),
          EachScript.UNGUARDED);

      assertThat(tables(connection)).containsExactly("a");
    }
  }

  @Test
  void givenAScriptThatNamesItsDatabase_thenEachTenantGetsItsOwn() throws Exception {
    var release =
        migrations.parse(
            Bundles.of(
                Map.of("V1__a.sql", "CREATE TABLE a AS SELECT '${flyway:database}'::text AS d;")));
    try (var connection = server.connect(database)) {
      release.apply(connection, atomic(), EachScript.UNGUARDED);

      assertThat(list(connection, "SELECT d FROM a")).containsExactly(database);
    }
  }

  private static Scope atomic() {
    return new Scope(null, true, script -> true);
  }

  private static EachScript refusingAfter(RuntimeException refusal) {
    return new EachScript() {
      @Override
      public void before(Connection connection, Script script) {}

      @Override
      public void after(Connection connection, Script script) {
        throw refusal;
      }
    };
  }

  private static EachScript writingReceipts() {
    return new EachScript() {
      @Override
      public void before(Connection connection, Script script) {}

      @Override
      public void after(Connection connection, Script script) {
        try (var insert = connection.prepareStatement("INSERT INTO receipts VALUES (?)")) {
          insert.setString(1, script.name());
          insert.executeUpdate();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static EachScript noting(List<String> seen) {
    return new EachScript() {
      @Override
      public void before(Connection connection, Script script) {
        seen.add(script.name());
      }

      @Override
      public void after(Connection connection, Script script) {}
    };
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return list(
        connection,
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            + " AND tablename <> 'flyway_schema_history' ORDER BY 1");
  }

  private static List<String> list(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
