package dev.drydock.coordinator.domain.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.coordinator.domain.Mistake;
import dev.drydock.coordinator.domain.Mistakes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleCheckTest {
  private static final String V1 = "migrations/V1__a.sql";
  private final Mistakes mistakes = new Mistakes();

  @Test
  void givenAGoodBundle_whenChecked_thenKnowsItsScripts() {
    var bundle =
        check(
                Map.of(
                    "migrations/V1_9__b.sql", "create table b (id int);",
                    "migrations/deep/V1_10__c d.sql", "create index concurrently i on b (id);",
                    "migrations/R__views.sql", "create or replace view v as select 1;",
                    "migrations/afterEachMigrate.sql", "analyze;",
                    "assertions/none_lost.sql", "-- why\nselect 1 where false;",
                    "README.md", "hello"))
            .orElseThrow();

    assertThat(bundle.schemaVersion()).isEqualTo("1.10");
    assertThat(bundle.assertions()).containsExactly("none_lost");
    assertThat(bundle.migrations())
        .extracting(m -> m.script() + " " + m.version() + " " + m.transactional())
        .containsExactly(
            "V1_9__b.sql 1.9 true", "deep/V1_10__c d.sql 1.10 false", "R__views.sql null true");
  }

  @Test
  void givenEqualContentZippedDifferently_whenChecked_thenIsTheSameBundle() {
    var files = new LinkedHashMap<String, String>();
    files.put(V1, "select 1;");
    files.put("migrations/V2__b.sql", "select 2;");
    var turned = new LinkedHashMap<String, String>();
    turned.put("__MACOSX/._x", "litter");
    turned.put("V2__b.sql", "select 2;");
    turned.put("V1__a.sql", "select 1;");

    var one = check(zip(files, ZipEntry.DEFLATED, 0)).orElseThrow();
    var other = check(zip(turned, ZipEntry.DEFLATED, 1_000_000_000_000L)).orElseThrow();

    assertThat(other.sha256()).isEqualTo(one.sha256());
    assertThat(check(Map.of(V1, "select 3;")).orElseThrow().sha256()).isNotEqualTo(one.sha256());
  }

  @Test
  void givenTwoScriptsOfOneVersion_whenChecked_thenNamesBothFiles() {
    check(Map.of("migrations/V1_0__a.sql", "select 1;", "migrations/x/V1__b.sql", "select 1;"));

    assertThat(mistakes.list())
        .singleElement()
        .satisfies(m ->
            assertThat(m.field() + m.message())
                .contains("migrations/V1_0__a.sql", "migrations/x/V1__b.sql"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          migrations/V1_a.sql             | select 1;                  | two underscores
          migrations/v2__a.sql            | select 1;                  | two underscores
          migrations/V__a.sql             | select 1;                  | no version
          migrations/Vx__a.sql            | select 1;                  | no version
          migrations/V2__.sql             | select 1;                  | no description
          migrations/R__.sql              | select 1;                  | no description
          migrations/U1__a.sql            | select 1;                  | undo
          migrations/V2__a.SQL            | select 1;                  | other case
          migrations/V2__a.java           | class X {}                 | only .sql
          migrations/V2__a.sql            | -- nothing                 | no statement
          migrations/V2__a.sql            | ``                         | no statement
          migrations/V2__a.sql            | select 'open;              | never closed
          migrations/V2__a.sql            | do $x$ begin               | never closed
          migrations/V2__a.sql            | /* open /* */              | never closed
          migrations/V2__a.sql            | \\connect other            | psql
          other/V2__a.sql                 | select 1;                  | no place
          run.sh                          | echo                       | no place
          assertions/a.sql                | delete from x;             | only reads
          assertions/a.sql                | with d as (delete from x returning 1) select 1 | only reads
          assertions/a.sql                | select 1 into y from x     | only reads
          assertions/a.sql                | select 1; select 2;        | exactly one
          assertions/a.sql                | -- none                    | exactly one
          assertions/deep/a.sql           | select 1                   | no further folder
          drydock.yaml                    | reopen: x                  | not known
          drydock.yaml                    | name: other                | differs
          drydock.yaml                    | from: 1.0.0                | must be a list
          flyway.conf                     | flyway.password=hunter2    | no login
          ../V2__a.sql                    | select 1;                  | ..
          /V2__a.sql                      | select 1;                  | relative
          migrations/../V2__a.sql         | select 1;                  | ..
          C:/V2__a.sql                    | select 1;                  | relative
          migrations\\V2__a.sql           | select 1;                  | not by
          MIGRATIONS/v1__A.sql            | select 1;                  | twice
          """)
  void givenOneThingWrong_whenChecked_thenNamesTheFile(String path, String content, String why) {
    var files = new LinkedHashMap<String, String>();
    files.put(V1, "select 1;");
    files.put(path, content);

    assertThat(check(files)).isEmpty();

    assertThat(mistakes.list()).anyMatch(m -> m.message().contains(why));
    assertThat(mistakes.list()).extracting(Mistake::field).isNotEmpty();
    assertThat(mistakes.list().toString()).doesNotContain("hunter2");
  }

  @Test
  void givenNoMigration_whenChecked_thenThatIsAnError() {
    assertThat(check(Map.of("README.md", "x"))).isEmpty();
    assertThat(mistakes.list()).anyMatch(m -> m.message().contains("no versioned migration"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"release-1.0.0", "release-1.1.0"})
  void givenTheExamples_whenChecked_thenTheyAreGoodBundles(String release) throws IOException {
    var folder =
        Path.of(System.getProperty("drydock.root", "..")).resolve("deploy/examples/etsy-sevdesk");
    var files = new LinkedHashMap<String, String>();
    try (var paths = Files.walk(folder.resolve(release))) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.resolve(release).relativize(path).toString(), Files.readString(path));
      }
    }

    var bundle = BundleCheck.check(null, null, null, zip(files, ZipEntry.DEFLATED, 0), mistakes);

    assertThat(mistakes.list()).isEmpty();
    assertThat(bundle.orElseThrow().coordinates().name()).isEqualTo("etsy-sync");
    assertThat(bundle.orElseThrow().migrations()).allMatch(Release.Migration::transactional);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21, 60, -30, -1})
  void givenACutOrDamagedZip_whenChecked_thenRefused(int length) {
    var zip = zip(Map.of(V1, "select 1;"), ZipEntry.DEFLATED, 0);
    var cut = Arrays.copyOf(zip, length < 0 ? zip.length + length : length);

    assertThat(check(cut)).isEmpty();
    assertThat(mistakes.none()).isFalse();
  }

  @Test
  void givenAFromThatNoHistoryHas_whenChecked_thenRefused() {
    var zip = zip(Map.of(V1, "select 1;"), ZipEntry.DEFLATED, 0);

    assertThat(BundleCheck.check("shop", "1.1.0", List.of("1.0.0-rc1"), zip, mistakes)).isEmpty();
    assertThat(mistakes.list()).extracting(Mistake::field).containsExactly("from");
  }

  @Test
  void givenANotUtf8Script_whenChecked_thenRefused() {
    var zip = zip(Map.of(V1, "select '\u00e4';"), StandardCharsets.ISO_8859_1);

    assertThat(check(zip)).isEmpty();
    assertThat(mistakes.list()).anyMatch(m -> m.message().contains("UTF-8"));
  }

  @Test
  void givenABomb_whenChecked_thenStopsAtTheLimit() {
    var zip = zip(Map.of(V1, "select 1;" + " ".repeat(65 << 20)), ZipEntry.DEFLATED, 0);

    assertThat(zip.length).isLessThan(1 << 20);
    assertThat(check(zip)).isEmpty();
    assertThat(mistakes.list()).anyMatch(m -> m.message().contains("64 MiB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          create table a (id int); insert into a values (1) | true
          alter type mood add value 'x'                     | true
          select 'vacuum'; -- vacuum;                       | true
          do $$ begin commit; end $$                        | true
          rollback to savepoint s                           | true
          refresh materialized view concurrently v          | true
          create function f() returns int begin atomic select case when true then 1 end; end; select 1 | true
          create unique index concurrently i on t (x)       | false
          vacuum (analyze) t                                | false
          reindex table concurrently t                      | false
          create /* x */ database d                         | false
          begin; select 1; commit;                          | false
          alter system set x = 1                            | false
          drop index concurrently i                         | false
          """)
  void givenStatements_whenLookedAt_thenKnowsWhatIsNotRolledBack(String sql, boolean whole) {
    var statements = SqlScript.statements(sql, "x.sql", mistakes);

    assertThat(Transactionality.of(statements)).as(statements.toString()).isEqualTo(whole);
    assertThat(mistakes.none()).isTrue();
  }

  @Test
  void givenDataOfACopy_whenSplit_thenIsNoStatement() {
    var statements =
        SqlScript.statements(
            "copy t (a) from stdin;\n1\t'\n2\t$$\n\\.\n\nselect E'\\'';\nselect \"a;b\";",
            "x",
            mistakes);

    assertThat(statements)
        .extracting(s -> s.line() + " " + s.words())
        .containsExactly("1 COPY T (A) FROM STDIN", "6 SELECT E''", "7 SELECT \"\"");
  }

  static java.util.List<String> longScripts() {
    return java.util.List.of(
        "begin atomic ;".repeat(20_000),
        "alter table a" + " detach partition b".repeat(20_000),
        "create function f() returns int begin atomic " + "select 1;".repeat(20_000) + " end;");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("longScripts")
  void givenALongScript_whenLookedAt_thenTakesTimeByItsLength(String sql) {
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        java.time.Duration.ofSeconds(10),
        () -> Transactionality.of(SqlScript.statements(sql, "x.sql", mistakes)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy t from stdin;\n1\n",
        "copy t from stdin;\n1\n\\.x\n",
        "copy t from stdin;\n1\n\\.ect e\nselect 1;",
        "copy t from stdin; \\.\n",
        "copy t(a)from stdin;\n1\n",
        "copy \"t\" from/**/stdin with (format csv);\n1",
        "copy t from stdin"
      })
  void givenACopyWhoseDataHaveNoEnd_whenLookedAt_thenItIsRefused(String sql) {
    SqlScript.statements(sql, "x.sql", mistakes);

    assertThat(mistakes.list()).extracting(Mistake::message).anyMatch(m -> m.contains("COPY"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "01", "1_1_0", "1.10", "1.9", "20240101120000", "001.002"})
  void givenVersions_whenCompared_thenAsFlywayDoes(String text) {
    var ours = SchemaVersion.parse(text).orElseThrow();

    assertThat(ours).hasToString(MigrationVersion.fromVersion(text).getVersion());
    for (var other : List.of("1", "1.9", "1.10", "2", "1.1")) {
      assertThat(Integer.signum(ours.compareTo(SchemaVersion.parse(other).orElseThrow())))
          .isEqualTo(
              Integer.signum(
                  MigrationVersion.fromVersion(text)
                      .compareTo(MigrationVersion.fromVersion(other))));
    }
  }

  private Optional<Bundle> check(Map<String, String> files) {
    return check(zip(files, ZipEntry.DEFLATED, 0));
  }

  private Optional<Bundle> check(byte[] zip) {
    return BundleCheck.check("shop", "1.1.0", List.of("1.0.0"), zip, mistakes);
  }

  private static byte[] zip(Map<String, String> files, int method, long timeMs) {
    return zip(files, StandardCharsets.UTF_8, method, timeMs);
  }

  private static byte[] zip(Map<String, String> files, java.nio.charset.Charset charset) {
    return zip(files, charset, ZipEntry.DEFLATED, 0);
  }

  private static byte[] zip(
      Map<String, String> files, java.nio.charset.Charset charset, int method, long timeMs) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setMethod(method);
      for (var file : files.entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setTime(timeMs);
        zip.putNextEntry(entry);
        zip.write((file.getValue() == null ? "" : file.getValue()).getBytes(charset));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
