package dev.drydock.migration.flyway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.drydock.migration.application.BundleFiles;
import dev.drydock.migration.application.BundleInvalid;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.MigrationSettings;
import dev.drydock.migration.domain.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlywayMigrationsTest {
  private final FlywayMigrations migrations = new FlywayMigrations();

  @Test
  void givenNamesOfEveryShape_thenVersionedByVersionAndRepeatableLast() {
    var bundle =
        migrations
            .parse(
                Bundles.of(
                    Map.of(
                        "V10__ten.sql", "SELECT 1;",
                        "V2.1__two one.sql", "SELECT 1;",
                        "deep/er/V2_0_1__nested.sql", "SELECT 1;",
                        "V20251103142233__stamp.sql", "SELECT 1;",
                        "R__view.sql", "SELECT 1;",
                        "beforeEachMigrate.sql", "SELECT 1;")))
            .bundle();

    assertThat(bundle.scripts().stream().map(Script::name))
        .containsExactly(
            "deep/er/V2_0_1__nested.sql",
            "V2.1__two one.sql",
            "V10__ten.sql",
            "V20251103142233__stamp.sql",
            "R__view.sql");
  }

  @Test
  void givenScriptsThatCannotBeRolledBack_thenEachIsKnown() {
    var bundle =
        migrations
            .parse(
                Bundles.of(
                    Map.of(
                        "V1__plain.sql", "CREATE TABLE t (v int);",
                        "V2__index.sql", "CREATE INDEX CONCURRENTLY i ON t (v);",
                        "V3__commits.sql", "INSERT INTO t VALUES (1); COMMIT; SELECT 1;",
                        "V4__said.sql", "SELECT 1;",
                        "V4__said.sql.conf", "executeInTransaction=false",
                        "V5__block.sql", "DO $$ BEGIN PERFORM 1; END $$;",
                        "V6__call.sql", "CALL p();")))
            .bundle();

    assertThat(
            bundle.scripts().stream().filter(script -> !script.transactional()).map(Script::name))
        .containsExactly("V2__index.sql", "V3__commits.sql", "V4__said.sql");
  }

  @Test
  void givenAnAssertionBehindManyComments_thenItIsAQuery() {
    var sql = "-- why\n".repeat(20_000) + "((/* x */ SELECT 1 WHERE false));";

    var bundle =
        migrations
            .parse(
                new BundleFiles(
                    "00",
                    Map.of("V1__a.sql", "SELECT 1;".getBytes(UTF_8)),
                    List.of(new Assertion("none", sql)),
                    MigrationSettings.NONE,
                    List.of()))
            .bundle();

    assertThat(bundle.assertions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t FROM STDIN;\n1\n",
        "COPY t FROM STDIN;\n1\n\\.ECT E\nSL1;",
        "COPY t(a)FROM STDIN;\n1",
        "COPY t FROM STDIN"
      })
  void givenACopyWhoseDataHaveNoEnd_thenTheBundleIsInvalidAtOnce(String sql) {
    var files = Bundles.of(Map.of("V1__a.sql", sql));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThatThrownBy(() -> migrations.parse(files)).isInstanceOf(BundleInvalid.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- save\nCOMMIT",
        "/* a /* nested */ one */ COMMIT",
        "\t--x\r\n/**/--y\n commit work",
        "END",
        "ABORT",
        "ROLLBACK",
        "ROLLBACK /* not TO */ AND CHAIN",
        "BEGIN",
        "START -- a\n TRANSACTION",
        "PREPARE/**/TRANSACTION 'x'",
        "COMMIT PREPARED 'x'"
      })
  void givenAStatementThatEndsTheTransaction_whenCommentsHideIt_thenItIsKnown(String sql) {
    assertThat(transactional("UPDATE t SET v = 1;\n" + sql + ";\nSELECT 1;")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
        "SELECT 1 AS begin, 2 AS atomic",
        "SELECT E'it\\'s', $a$ ; $b$ $a$, U&'x', B'1', '\\'",
        "DO $$ BEGIN IF true THEN NULL; END IF; END $$"
      })
  void givenACommitAfterAStatementThatIsHardToEnd_thenItIsKnown(String sql) {
    assertThat(transactional(sql + ";\n/* save */COMMIT;\nSELECT 1;")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAVEPOINT a",
        "ROLLBACK /* only */ TO a",
        "ROLLBACK WORK TO SAVEPOINT a",
        "RELEASE SAVEPOINT a",
        "PREPARE p AS SELECT 1",
        "SELECT 1 -- COMMIT",
        "/* COMMIT */ SELECT 'COMMIT'",
        "CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT 1; END"
      })
  void givenAStatementThatDoesNot_thenItsScriptIsRolledBackWhole(String sql) {
    assertThat(transactional("UPDATE t SET v = 1;\n" + sql + ";\nSELECT 1;")).isTrue();
  }

  private boolean transactional(String sql) {
    return migrations
        .parse(Bundles.of(Map.of("V1__x.sql", sql)))
        .bundle()
        .scripts()
        .getFirst()
        .transactional();
  }

  @Test
  void givenACallbackOutsideTheScriptsTransaction_thenTheBundleIsInvalid() {
    for (var event : Event.values()) {
      if (event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE) {
        continue;
      }
      for (var name : List.of(event.getId() + ".sql", "deep/" + event.getId() + "__why.sql")) {
        var files = Bundles.of(Map.of("V1__x.sql", "SELECT 1;", name, "SELECT 1;"));

        assertThatThrownBy(() -> migrations.parse(files))
            .as(name)
            .isInstanceOf(BundleInvalid.class)
            .hasMessageContaining(event.getId());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1); -- save\nCOMMIT;",
        "CREATE INDEX CONCURRENTLY i ON t (v);",
        "CREATE TABLE ${flyway:defaultSchema}.x (id int);"
      })
  void givenACallbackThatCannotShareTheTransactionOfEveryTenant_thenTheBundleIsInvalid(String sql) {
    var files = Bundles.of(Map.of("V1__x.sql", "SELECT 1;", "afterEachMigrate.sql", sql));

    assertThatThrownBy(() -> migrations.parse(files)).isInstanceOf(BundleInvalid.class);
  }

  @Test
  void givenAProgram_thenTheBundleIsInvalid() {
    for (var name : List.of("afterMigrate.sh", "V2__x.PY", "R__x.ps1")) {
      var files = Bundles.of(Map.of("V1__x.sql", "SELECT 1;", name, "true"));

      assertThatThrownBy(() -> migrations.parse(files)).isInstanceOf(BundleInvalid.class);
    }
  }

  @Test
  void givenNoScript_thenAnError() {
    var files = Bundles.of(Map.of("V1_wrong.sql", "SELECT 1;", "readme.txt", "nothing"));

    assertThatThrownBy(() -> migrations.parse(files)).isInstanceOf(BundleInvalid.class);
  }

  @Test
  void givenDataThatLooksLikeAPlaceholder_whenNoneIsConfigured_thenItStaysData() {
    var bundle = migrations.parse(Bundles.of(Map.of("V1__data.sql", "SELECT '${name}';"))).bundle();

    assertThat(bundle.scripts()).hasSize(1);
  }

  @Test
  void givenAPlaceholderWithoutValue_whenSomeAreConfigured_thenTheBundleIsInvalid() {
    var files = Bundles.of(Map.of("V1__data.sql", "SELECT '${b}';"), "flyway.placeholders.a=1\n");

    assertThatThrownBy(() -> migrations.parse(files)).isInstanceOf(BundleInvalid.class);
  }

  @Test
  void givenOwnPrefixAndSuffix_thenTheyCount() {
    var bundle =
        migrations
            .parse(
                Bundles.of(
                    Map.of("M1--x.ddl", "SELECT 1;"),
                    """
                    flyway.sqlMigrationPrefix=M
                    flyway.sqlMigrationSeparator=--
                    flyway.sqlMigrationSuffixes=.ddl
                    """))
            .bundle();

    assertThat(bundle.scripts().stream().map(Script::name)).containsExactly("M1--x.ddl");
  }

  @Test
  void givenAnAssertionThatIsNotOneQuery_thenTheBundleIsInvalid() {
    for (var sql :
        new String[] {"DELETE FROM t", "SELECT 1; COMMIT; DELETE FROM t", "", "COMMIT"}) {
      var files = Bundles.of(Map.of("V1__x.sql", "SELECT 1;"), "", new Assertion("a", sql));

      assertThatThrownBy(() -> migrations.parse(files)).isInstanceOf(BundleInvalid.class);
    }
  }

  @Test
  void givenACommentBeforeTheAssertion_thenItIsAQuery() {
    var files =
        Bundles.of(
            Map.of("V1__x.sql", "SELECT 1;"),
            "",
            new Assertion("a", "-- why\n/* how */ (SELECT 1)"));

    assertThat(migrations.parse(files).bundle().assertions()).hasSize(1);
  }
}
