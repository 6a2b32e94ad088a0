package dev.drydock.coordinator.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The REST API as a person with every role calls it. */
final class Api {

  static String start(String group, String waves, String budget) {
    return asTester()
        .body(body(group, waves, budget))
        .post("/api/v1/upgrades")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  static Map<String, Object> body(String group, String waves, String budget) {
    return Map.of(
        "release",
        Fleet.RELEASE,
        "selector",
        "group=" + group,
        "waves",
        waves,
        "concurrency",
        8,
        "hostConcurrency",
        6,
        "failureBudget",
        budget);
  }

  static JsonPath ended(String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> get("/api/v1/upgrades/" + id),
            view ->
                List.of("COMPLETED", "COMPLETED_WITH_FAILURES", "ABORTED")
                    .contains(view.getString("state")));
  }

  static int claim(String upgrade, String tenant, long token, String execution) {
    return post(
            "/api/v1/claims",
            Map.of(
                "upgradeId", upgrade,
                "tenantId", tenant,
                "token", token,
                "executionId", execution,
                "step", "QUIESCE"))
        .statusCode();
  }

  static Response post(String path, Map<String, ?> body) {
    return asTester().body(body).post(path);
  }

  static JsonPath get(String path) {
    return asTester().get(path).then().statusCode(200).extract().jsonPath();
  }

  static RequestSpecification asTester() {
    return given()
        .header("Authorization", "Bearer " + Servers.TOKEN)
        .contentType("application/json");
  }

  private Api() {}
}
