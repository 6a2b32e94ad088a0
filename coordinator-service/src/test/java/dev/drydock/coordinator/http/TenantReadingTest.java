package dev.drydock.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.coordinator.domain.Mistake;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.Fleet;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantCheck;
import dev.drydock.coordinator.domain.tenant.TenantDraft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantReadingTest {
  private static final String GOOD =
      """
      {"id":"shop-1","engine":"postgresql","host":"DB-1","port":5432,"database":"shop_1",
       "credential":"env:DB","writerRoles":["shop_1_app"],"labels":{"tier":"gold"},"ring":"canary"}\
      """;

  private final Mistakes mistakes = new Mistakes();

  @Test
  void givenAGoodTenant_whenReadFromJsonOrCsv_thenIsTheSame() {
    var json = tenants(TenantJson.read("{\"tenants\":[" + GOOD + "]}", mistakes));
    var bare = tenants(TenantJson.read("[" + GOOD + "]", mistakes));
    var csv =
        tenants(
            TenantCsv.read(
                """
                id,engine,host,port,database,schema,credential,writerRoles,labels,ring
                shop-1,postgresql,db-1,5432,shop_1,,env:DB,shop_1_app,tier=gold,canary
                """,
                mistakes));

    assertThat(mistakes.list()).isEmpty();
    assertThat(json).hasSize(1).isEqualTo(bare).isEqualTo(csv);
    assertThat(json.getFirst().target().server()).isEqualTo("db-1:5432");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id":"shop-1"              | "id":"Shop 1"                    | tenants[0].id           | must be
          "id":"shop-1"              | "id":"fleet"                     | tenants[0].id           | reserved
          "id":"shop-1"              | "id":7                           | tenants[0].id           | must be
          "id":"shop-1",             |                                  | tenants[0].id           | missing
          "id":"shop-1"              | "id":"shop-1","id":"shop-2"      | tenants[0].id           | twice
          "postgresql"               | "oracle"                         | tenants[0].engine       | postgresql
          "postgresql"               | "mariadb"                        | tenants[0].engine       | postgresql
          5432                       | 0                                | tenants[0].port         | 1 to 65535
          5432                       | 70000                            | tenants[0].port         | 1 to 65535
          5432                       | "5432"                           | tenants[0].port         | number
          5432                       | 99999999999999999999             | tenants[0].port         | number
          5432                       | 54.32                            | tenants[0].port         | number
          "DB-1"                     | "jdbc:postgresql://db"           | tenants[0].host         | not a URL
          "DB-1"                     | ""                               | tenants[0].host         | must be
          "database":"shop_1"        | "database":null                  | tenants[0].database     | missing
          "database":"shop_1"        | "database":"template1"           | tenants[0].database     | cannot be a tenant
          "database":"shop_1"        | "database":"x","schema":"pg_a"   | tenants[0].schema       | cannot be a tenant
          "env:DB"                   | "hunter2"                        | tenants[0].credential   | env:NAME
          "env:DB"                   | "file:relative"                  | tenants[0].credential   | file:/absolute
          "env:DB"                   | "file:/a/../etc/shadow"          | tenants[0].credential   | ..
          "env:DB"                   | "env:A B"                        | tenants[0].credential   | env:NAME
          ["shop_1_app"]             | "shop_1_app"                     | tenants[0].writerRoles  | list
          ["shop_1_app"]             | [1]                              | tenants[0].writerRoles  | list
          ["shop_1_app"]             | ["a","a"]                        | tenants[0].writerRoles  | twice
          ,"writerRoles":["shop_1_app"] |                               | tenants[0].writerRoles  | missing
          {"tier":"gold"}            | {"tier":1}                       | tenants[0].labels       | texts
          {"tier":"gold"}            | {"ring":"x"}                     | tenants[0].labels       | field's own
          {"tier":"gold"}            | {"a b":"x"}                      | tenants[0].labels       | letters
          "canary"                   | "a b"                            | tenants[0].ring         | word
          "ring":"canary"            | "rings":"canary"                 | tenants[0].rings        | not a field
          "ring":"canary"            | "password":"hunter2"             | tenants[0].password     | logins stay
          "ring":"canary"            | "timeZone":"Mars/Base"           | tenants[0].timeZone     | IANA
          "ring":"canary"            | "maintenanceWindow":"22:00-04:00" | tenants[0].maintenanceWindow | timeZone
          "ring":"canary"            | "timeZone":"Europe/Berlin","maintenanceWindow":"25-4" | tenants[0].maintenanceWindow | HH:MM
          """)
  void givenOneThingWrong_whenRead_thenNamesLineAndField(
      String good, String bad, String field, String message) {
    var text = "{\"tenants\":[\n" + GOOD.replace(good, bad == null ? "" : bad) + "]}";

    tenants(TenantJson.read(text, mistakes));

    assertThat(mistakes.list()).extracting(Mistake::field).contains(field);
    assertThat(mistakes.list()).allSatisfy(m -> assertThat(m.line()).isBetween(2, 3));
    assertThat(mistakes.list()).anyMatch(m -> m.message().contains(message));
    assertThat(mistakes.list().toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"tenants":[{"id":"a"            | broken at line 1
          {"tenants":[{"id" "a"}]}         | broken at line 1, column
          {"tenants":[]} x                 | broken
          [] []                            | follows
          {"tenants":[]}                   | no tenant
          {"tenants":{}}                   | list
          {"fleet":[]}                     | only one
          {}                               | missing
          "x"                              | array
          ``                               | nothing
          [1]                              | object
          {"tenants":[],"tenants":[]}      | twice
          [{"id":NaN}]                     | broken
          """)
  void givenBrokenJson_whenRead_thenSaysWhere(String text, String message) {
    var drafts = TenantJson.read(text, mistakes);

    if (mistakes.none()) {
      assertThat(drafts).isEmpty();
      return;
    }
    assertThat(mistakes.list().toString()).contains(message);
  }

  @Test
  void givenBrokenCsv_whenRead_thenSaysWhere() {
    var drafts =
        TenantCsv.read(
            """
            id,engine,host,port,database,credential,writerRoles,labels
            a,postgresql,h,5432

            b,postgresql,h,abc,b,env:X,r1;r2,"tier=gold;x"
            c,postgresql,h,5432,"c
            d",env:X,,
            d,postgresql,h,5432,"open\
            """,
            mistakes);
    tenants(drafts);

    assertThat(mistakes.list())
        .extracting(m -> m.line() + " " + m.field())
        .contains("2 null", "4 port", "4 labels", "5 database", "7 null");
  }

  @Test
  void givenAnUnknownColumn_whenRead_thenNothingElseIsSaid() {
    var drafts = TenantCsv.read("id,engin,id\nx,postgresql,y\n", mistakes);

    assertThat(drafts).isEmpty();
    assertThat(mistakes.list()).extracting(Mistake::field).containsExactly("id", "engin", "id");
  }

  @Test
  void givenBytesThatAreNoText_whenRead_thenNamesTheLine() {
    var bytes = "[\n{\"id\":\"\u00e4\"}]".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Utf8.text(bytes, mistakes)).isEmpty();
    assertThat(mistakes.list()).extracting(Mistake::line).containsExactly(2);
  }

  @Test
  void givenTenantsInEachOthersPlace_whenAdded_thenEachIsNamed() {
    var drafts =
        TenantCsv.read(
            """
            id,engine,host,port,database,schema,credential,writerRoles
            a,postgresql,h,5432,one,,env:X,r
            a,postgresql,h,5432,two,,env:X,r
            b,postgresql,H,5432,one,,env:X,r
            c,postgresql,h,5432,one,s,env:X,r
            d,postgresql,h,5432,three,s,env:X,r
            e,postgresql,h,5432,three,t,env:X,r
            f,postgresql,h,5432,three,s,env:X,r
            g,postgresql,h,5433,one,,env:X,r
            """,
            mistakes);
    var candidates = new ArrayList<Fleet.Candidate>();
    drafts.forEach(draft ->
        TenantCheck.check(draft, Set.of(), mistakes)
            .ifPresent(tenant -> candidates.add(new Fleet.Candidate(draft, tenant))));

    new Fleet(List.of()).add(candidates, mistakes);

    assertThat(mistakes.list())
        .extracting(m -> m.line() + " " + m.field())
        .containsExactly("3 id", "4 database", "5 schema", "8 schema");
  }

  @Test
  void givenThousandsOfMistakes_whenCollected_thenTheFirstHundredAreKept() {
    var text = "[" + "{\"id\":1},".repeat(5000) + "{}]";

    tenants(TenantJson.read(text, mistakes));

    assertThat(mistakes.list()).hasSize(100);
    assertThat(mistakes.count()).isGreaterThan(30_000);
  }

  private List<Tenant> tenants(List<TenantDraft> drafts) {
    return drafts.stream()
        .flatMap(draft -> TenantCheck.check(draft, Set.of("Europe/Berlin"), mistakes).stream())
        .toList();
  }
}
