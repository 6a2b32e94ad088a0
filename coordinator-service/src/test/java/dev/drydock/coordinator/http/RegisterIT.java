package dev.drydock.coordinator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.drydock.coordinator.system.Servers;
import dev.drydock.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Tenants, releases and plans over HTTP, with real servers behind. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RegisterIT {
  @Inject ObjectStore store;

  @Test
  void givenTenants_whenImportedTwice_thenTheSecondTimeChangesNothing() {
    imported(tenants("twice", 3)).statusCode(200).body("imported", equalTo(3));
    imported(tenants("twice", 3)).statusCode(200).body("unchanged", equalTo(3));
    imported(tenants("twice", 3).replace("gold", "free")).body("updated", equalTo(3));

    asked("/tenants?selector=group=twice,tier=free&limit=2")
        .body("tenants.id", equalTo(List.of("twice-0000", "twice-0001")))
        .body("tenants[0].state", equalTo("IDLE"))
        .body("tenants[0].credential", equalTo("env:DB"));
  }

  @Test
  void givenPages_whenFollowed_thenEveryTenantComesOnce() {
    imported(tenants("paged", 25)).statusCode(200);

    var seen = new java.util.ArrayList<String>();
    String next = null;
    do {
      var page =
          asked("/tenants?selector=group=paged&limit=10" + (next == null ? "" : "&cursor=" + next))
              .extract()
              .jsonPath();
      seen.addAll(page.getList("tenants.id", String.class));
      next = page.getString("next");
    } while (next != null);

    assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void givenOneBadTenantAmongGoodOnes_whenImported_thenNothingIsRegistered() {
    var body = tenants("mixed", 5).replace("\"id\":\"mixed-0003\"", "\"id\":\"mixed-0002\"");

    imported(body)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("https://drydock.dev/problems/invalid-tenants"))
        .body("errors[0].field", equalTo("tenants[3].id"))
        .body("errors[0].line", equalTo(5))
        .body("errors[0].message", containsString("appears twice"));

    asked("/tenants?selector=group=mixed").body("tenants", hasSize(0));
  }

  @Test
  void givenBrokenJson_whenImported_thenLineAndColumnAreNamedAndNoValue() {
    imported("{\"tenants\":[\n{\"id\":\"a\",\"credential\":\"hunter2\" oops")
        .statusCode(422)
        .body("errors.message", hasItem(containsString("broken at line 2, column")))
        .body("errors.line", hasItem(2));
  }

  @Test
  void givenAPassword_whenImported_thenItIsRefusedAndNotRepeated() {
    var answer =
        imported(tenants("secret", 1).replace("env:DB", "hunter2"))
            .statusCode(422)
            .body("errors[0].field", equalTo("tenants[0].credential"))
            .extract()
            .asString();

    assertThat(answer).doesNotContain("hunter2");
  }

  @Test
  void givenATenantsPlace_whenAnotherTenantWantsIt_thenItIsRefused() {
    imported(tenants("place", 1)).statusCode(200);

    imported(tenants("place", 1).replace("\"id\":\"place-0000\"", "\"id\":\"thief\""))
        .statusCode(422)
        .body("errors[0].message", containsString("'place-0000'"));
  }

  @Test
  void givenCsv_whenImported_thenIsRegistered() {
    as().contentType("text/csv")
        .body(
            """
            id,engine,host,port,database,schema,credential,writerRoles,labels
            csv-1,postgresql,db,5432,csv,s1,env:DB,w1;w2,group=csv
            csv-2,postgresql,db,5432,csv,s2,file:/run/db,,group=csv
            """)
        .post("/api/v1/tenants/import")
        .then()
        .statusCode(200)
        .body("imported", equalTo(2));
    asked("/tenants/csv-1").body("writerRoles", equalTo(List.of("w1", "w2")));
  }

  @Test
  void givenTenThousandTenants_whenImported_thenItTakesSeconds() {
    long started = System.nanoTime();
    imported(tenants("many", 10_000)).statusCode(200).body("imported", equalTo(10_000));
    imported(tenants("many", 10_000)).body("unchanged", equalTo(10_000));

    assertThat((System.nanoTime() - started) / 1_000_000).isLessThan(30_000);
  }

  @Test
  void givenWhatDoesNotExist_whenAsked_thenTheProblemNamesIt() {
    asked("/tenants/nobody", 404).body("detail", containsString("nobody"));
    asked("/tenants/NO%0ABODY", 404);
    asked("/releases/shop:9.9.9", 404).body("detail", containsString("shop:9.9.9"));
    asked("/nothing", 404).body("type", equalTo("https://drydock.dev/problems/not-found"));
    asked("/tenants?selector=ring~x", 422).body("detail", containsString("position 5"));
    asked("/tenants?cursor=%2A", 422);
    asked("/tenants?limit=0", 422);
  }

  @Test
  void givenABundle_whenCreatedAgain_thenSameContentIsFineAndOtherContentIsNot() {
    created("again", "1.0.0", bundle("select 1;")).statusCode(201).body("name", equalTo("again"));
    var sha256 =
        created("again", "1.0.0", bundle("select 1;"))
            .statusCode(200)
            .extract()
            .path("bundleSha256");
    created("again", "1.0.0", bundle("select 2;"))
        .statusCode(409)
        .body("type", containsString("release-exists"));

    assertThat(store.stat("bundles/" + sha256 + ".zip")).isPresent();
    assertThat(hashOfStored("bundles/" + sha256 + ".zip")).isEqualTo(sha256);
    asked("/releases/again:1.0.0")
        .body("migrations[0].script", equalTo("V1__a.sql"))
        .body("assertions", equalTo(List.of("none")))
        .body("schemaVersion", equalTo("1"));
    asked("/releases").body("releases.name", hasItem("again"));
  }

  @Test
  void givenABadBundle_whenCreated_thenNothingIsStoredOrRegistered() {
    long before = stored();

    created(
            "bad",
            "1.0.0",
            zip(
                Map.of(
                    "migrations/V1__a.sql", "select 1;",
                    "migrations/V1.0__b.sql", "select 1;",
                    "migrations/V2_c.sql", "select 1;")))
        .statusCode(422)
        .body("type", containsString("invalid-bundle"))
        .body("errors", hasSize(2));
    created("bad", "1.0.0", "no zip".getBytes(StandardCharsets.UTF_8)).statusCode(422);
    created("Bad Name", "1.0.0", bundle("select 1;")).statusCode(422);

    asked("/releases/bad:1.0.0", 404);
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void givenAPlan_whenAsked_thenSaysWavesScriptsAndCounts() {
    imported(tenants("planned", 10)).statusCode(200);
    created("planned", "1.1.0", bundle("vacuum;")).statusCode(201);

    planned(
            "{\"release\":\"planned:1.1.0\",\"selector\":\"group=planned\",\"waves\":\"2,50%,rest\"}")
        .statusCode(200)
        .body("waves.tenants", equalTo(List.of(2, 5, 3)))
        .body("counts.toUpgrade", equalTo(10))
        .body("scripts", equalTo(List.of("V1__a.sql")))
        .body("transactional", equalTo(false));
    planned("{\"release\":\"planned:9.0.0\"}").statusCode(404);
    planned("{\"release\":\"planned:1.1.0\",\"selector\":\"group=nobody\"}").statusCode(422);
    planned("{\"release\":\"planned:1.1.0\",\"wave\":\"2\"}")
        .statusCode(422)
        .body("errors[0].field", equalTo("wave"));
    planned("{\"release\":\"planned:1.1.0\",\"waves\":\"two\"}").statusCode(422);
    planned("{\"release\":\"planned:1.1.0\",\n\"waves\" 2}")
        .statusCode(400)
        .body("detail", containsString("line 2, column"));
  }

  @Test
  void givenATypoInAnUpgrade_whenStarted_thenItIsRefusedAndNothingStarts() {
    as().body("{\"release\":\"a:1\",\"wave\":\"2,rest\"}")
        .post("/api/v1/upgrades")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("wave"));
    as().body("{\"release\":\"nothing:1\"}")
        .post("/api/v1/upgrades")
        .then()
        .statusCode(404)
        .body("detail", containsString("nothing:1"));
    asked("/upgrades/up-00000000AA", 404).body("detail", containsString("up-00000000AA"));
    asked("/upgrades").body("upgrades", hasSize(0));
  }

  @Test
  void givenOneKey_whenSentFiftyTimesAtOnce_thenItIsDoneOnceAndAllGetOneAnswer() throws Exception {
    var zip = bundle("select 50;");
    List<Callable<Response>> calls =
        IntStream.range(0, 50)
            .<Callable<Response>>mapToObj(_ ->
                () ->
                    as().header("Idempotency-Key", "fifty")
                        .contentType("application/zip")
                        .body(zip)
                        .post("/api/v1/releases?name=fifty&version=1.0.0"))
            .toList();

    List<Response> answers;
    try (var threads = Executors.newFixedThreadPool(50)) {
      answers =
          threads.invokeAll(calls).stream().map(java.util.concurrent.Future::resultNow).toList();
    }

    assertThat(answers).extracting(Response::statusCode).containsOnly(201);
    assertThat(answers.stream().map(Response::asString).collect(Collectors.toSet())).hasSize(1);
    assertThat(answers.stream().filter(a -> a.header("Idempotency-Replayed") == null)).hasSize(1);
    as().header("Idempotency-Key", "fifty")
        .contentType("application/zip")
        .body(bundle("select 51;"))
        .post("/api/v1/releases?name=fifty&version=1.0.0")
        .then()
        .statusCode(409)
        .body("type", containsString("idempotency-key-reused"));
  }

  @Test
  void givenAKeyOfARefusedRequest_whenSentAgainMended_thenItIsDone() {
    var bad = tenants("mended", 1).replace("5432", "0");
    for (int i = 0; i < 2; i++) {
      as().header("Idempotency-Key", "mended")
          .body(bad)
          .post("/api/v1/tenants/import")
          .then()
          .statusCode(422);
    }
    as().header("Idempotency-Key", "mended")
        .body(tenants("mended", 1))
        .post("/api/v1/tenants/import")
        .then()
        .statusCode(200)
        .body("imported", equalTo(1));
  }

  private static RequestSpecification as() {
    return given()
        .header("Authorization", "Bearer " + Servers.TOKEN)
        .contentType("application/json");
  }

  private static ValidatableResponse imported(String body) {
    return as().body(body).post("/api/v1/tenants/import").then();
  }

  private static ValidatableResponse planned(String body) {
    return as().body(body).post("/api/v1/plans").then();
  }

  private static ValidatableResponse asked(String path) {
    return asked(path, 200);
  }

  private static ValidatableResponse asked(String path, int status) {
    return as().urlEncodingEnabled(false).get("/api/v1" + path).then().statusCode(status);
  }

  private static ValidatableResponse created(String name, String version, byte[] zip) {
    return as().contentType("application/zip")
        .queryParam("name", name)
        .queryParam("version", version)
        .body(zip)
        .post("/api/v1/releases")
        .then();
  }

  /** One tenant per line, beginning on line 2. */
  private static String tenants(String group, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            """
            {"id":"%1$s-%2$04d","engine":"postgresql","host":"db-%1$s","port":5432,\
            "database":"d_%2$d","credential":"env:DB","writerRoles":[],\
            "labels":{"group":"%1$s","tier":"gold"}}\
            """
                .formatted(group, i))
        .collect(Collectors.joining(",\n", "{\"tenants\":[\n", "]}"));
  }

  private static byte[] bundle(String sql) {
    return zip(Map.of("migrations/V1__a.sql", sql, "assertions/none.sql", "select 1 where false"));
  }

  private static byte[] zip(Map<String, String> files) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private long stored() {
    try (var objects = store.list("bundles/")) {
      return objects.count();
    }
  }

  private String hashOfStored(String key) {
    try (var in = store.get(key)) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
