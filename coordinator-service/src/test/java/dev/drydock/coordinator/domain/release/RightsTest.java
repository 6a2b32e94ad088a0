package dev.drydock.coordinator.domain.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.coordinator.domain.Mistakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {
  private static final String FILE = "migrations/V1__a.sql";
  private final Mistakes mistakes = new Mistakes();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          set role postgres                                  | role
          SET LOCAL ROLE postgres                            | role
          set session role none                              | role
          set /* x */ role -- y                              | role
          set role to 'x'                                    | role
          set role = x                                       | role
          set "role" to x                                    | role
          reset role                                         | role
          reset session authorization                        | role
          set session authorization default                  | role
          set local session authorization 'x'                | role
          set session_authorization to x                     | role
          discard all                                        | role
          create function f() returns int language sql set role = x as $$ select 1 $$ | role
          copy t from program 'curl x'                       | program
          copy (select 1) to program $$sh$$                  | program
          copy t (a, b) from program E'x' with (format csv)  | program
          create database d                                  | server
          drop database d                                    | server
          alter system set work_mem = '1GB'                  | server
          """)
  void whenAStatementLeavesTheTenant_thenItIsRefusedWithFileAndLine(String sql, String why) {
    check("select 1;\n\n" + sql);

    assertThat(mistakes.list())
        .singleElement()
        .satisfies(mistake -> {
          assertThat(mistake.field()).isEqualTo(FILE);
          assertThat(mistake.line()).isEqualTo(3);
          assertThat(mistake.message()).contains(why);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update member set role = 'owner'",
        "alter table member alter role set default 'x'",
        "create table role (role text)",
        "insert into log values ('set role x; reset role')",
        "-- set role x;\nselect 1",
        "do $$ begin perform 'reset role'; end $$",
        "set role_limit.x = 1",
        "set search_path = shop",
        "set local \"app\".x = 1",
        "copy t from stdin;\nset role\n\\.\n",
        "copy (select a from program) to stdout",
        "create function f() returns void begin atomic update t set role = 'x'; end"
      })
  void whenAStatementOnlyLooksLikeIt_thenItIsFine(String sql) {
    check(sql);

    assertThat(mistakes.list()).isEmpty();
  }

  @Test
  void givenABundle_whenChecked_thenEveryScriptIsHeldToIt() {
    var migrations = new Migrations(mistakes);

    migrations.add(FILE, FILE, "reset role;");
    migrations.add("afterMigrate.sql", "migrations/afterMigrate.sql", "reset role;");

    assertThat(mistakes.list()).hasSize(2);
  }

  private void check(String sql) {
    Rights.check(FILE, SqlScript.statements(sql, FILE, mistakes), mistakes);
  }
}
