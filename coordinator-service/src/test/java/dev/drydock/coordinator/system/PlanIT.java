package dev.drydock.coordinator.system;

import static dev.drydock.coordinator.system.Api.asTester;
import static dev.drydock.coordinator.system.Api.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.access.Roles;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.application.Plans;
import dev.drydock.coordinator.domain.plan.PlanId;
import dev.drydock.messaging.WireCodec;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans that ask their tenants, with workers that answer over the real topics. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlanIT {
  @Inject WireCodec codec;
  @Inject Fleet fleet;
  @Inject Plans plans;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @Test
  void givenTenantsOfEveryKind_whenAPlanAsksThem_thenItSaysWhatAnUpgradeWouldMeet() {
    // given
    fleet.register("asked", 20);

    try (var workers = workers(PlanIT::mixed)) {
      // when
      var plan = ready(planned("asked", "2,50%,rest"));

      // then
      assertThat(plan.getMap("checked")).isEqualTo(Map.of("done", 20, "of", 20));
      assertThat(plan.getMap("counts"))
          .isEqualTo(Map.of("toUpgrade", 16, "alreadyThere", 1, "refused", 3));
      assertThat(plan.getList("waves.tenants", Integer.class)).containsExactly(2, 8, 6);
      assertThat(plan.getList("waves.sizesUnknown", Integer.class)).containsOnly(0);
      assertThat(plan.getList("waves.sizeBytes", Integer.class)).containsExactly(2000, 8000, 6000);
      assertThat(plan.getList("alreadyThere")).containsExactly("asked-0000");
      assertThat(plan.getList("refused.tenant"))
          .containsExactly("asked-0001", "asked-0002", "asked-0003");
      assertThat(plan.getList("refused.reason"))
          .containsExactly(
              "orders.note drift", "GRANT x grant missing", "127.0.0.1:5433 unreachable");
      assertThat(plan.getString("refused[1].advice")).isEqualTo("Grant it.");
      assertThat(plan.getList("scripts")).containsExactly("V2__a.sql");
      assertThat(plan.getList("nonTransactional")).containsExactly("V2__a.sql");
      assertThat(plan.getBoolean("transactional")).isFalse();
      assertThat(get("/api/v1/tenants/asked-0005").getString("version")).isEqualTo("1.0.0");
      assertThat(ofGroup(workers, "asked"))
          .allSatisfy(message -> {
            assertThat(message.envelope().token()).isEqualTo(Token.NONE);
            assertThat(PlanId.of(message.envelope().upgradeId())).isPresent();
          });
      assertThat(get("/api/v1/tenants/asked-0005").getString("upgrade")).isNull();
    }
  }

  @Test
  void givenAWorkerThatLosesTheFirstQuestion_whenAskedAgain_thenThePlanGetsReady() {
    fleet.register("deaf", 3);
    var questions = new AtomicInteger();

    try (var _ =
        workers(message ->
            message.envelope().tenantId().value().equals("deaf-0001")
                    && questions.incrementAndGet() == 1
                ? null
                : FakeWorkers.success(message))) {
      var plan = ready(planned("deaf", "rest"));

      assertThat(plan.getInt("counts.toUpgrade")).isEqualTo(3);
      assertThat(questions.get()).isGreaterThan(1);
    }
  }

  @Test
  void givenNobodyAnswers_whenThePatienceEnds_thenTheTenantsAreRefusedAndLateAnswersIgnored() {
    // given
    fleet.register("mute", 2);
    var id = planned("mute", "rest").getString("id");

    // when
    var plan = ready(get("/api/v1/plans/" + id));

    // then
    assertThat(plan.getList("refused.reason")).containsExactly("no answer", "no answer");
    assertThat(plan.getString("refused[0].advice")).contains("drydock doctor");
    try (var workers = workers(FakeWorkers::success)) {
      await().until(() -> ofGroup(workers, "mute").size() >= 2);
      fleet.register("after", 1);
      ready(planned("after", "rest"));
      assertThat(get("/api/v1/plans/" + id).getInt("counts.refused")).isEqualTo(2);
    }
  }

  @Test
  void givenAViewer_whenItPlans_thenItMay_andAnUnknownPlanIsNotFound() {
    fleet.register("viewed", 1);
    var viewer = "Bearer " + Servers.tokenOf(Roles.VIEWER);

    try (var _ = workers(FakeWorkers::success)) {
      var location =
          given()
              .header("Authorization", viewer)
              .contentType("application/json")
              .body(body("viewed", "rest"))
              .post("/api/v1/plans")
              .then()
              .statusCode(202)
              .extract()
              .header("Location");
      given().header("Authorization", viewer).get(location).then().statusCode(200);
    }
    asTester().get("/api/v1/plans/plan-x").then().statusCode(404);
    asTester().get("/api/v1/plans/plan-0123456789ABCDEFGHJKMNPQRS").then().statusCode(404);
  }

  @Test
  void givenAPlan_whenItIsOld_thenItIsForgotten() {
    fleet.register("old", 1);
    var id = planned("old", "rest").getString("id");

    var forgotten =
        QuarkusTransaction.requiringNew()
            .call(() -> plans.forgetBefore(Instant.now().plusSeconds(60)));

    assertThat(forgotten).isPositive();
    asTester().get("/api/v1/plans/" + id).then().statusCode(404);
  }

  private static @Nullable Result mixed(Message<? extends Command> message) {
    return switch (message.envelope().tenantId().value()) {
      case "asked-0000" -> new Result.PreflightPassed("1.1.0", List.of(), List.of(), 0, List.of());
      case "asked-0001" -> refused(Failure.of(FailureCode.DRIFT, "orders.note"));
      case "asked-0002" ->
          refused(Failure.of(FailureCode.GRANT_MISSING, "GRANT x").withAdvice("Grant it."));
      case "asked-0003" ->
          new Result.StepFailed(
              Step.PREFLIGHT, Failure.of(FailureCode.UNREACHABLE, "127.0.0.1:5433"));
      case "asked-0004" ->
          new Result.PreflightPassed(
              "1.0.0", List.of("V2__a.sql"), List.of("V2__a.sql"), 1000, List.of("a note"));
      default -> FakeWorkers.success(message);
    };
  }

  private static Result refused(Failure failure) {
    return new Result.PreflightRefused(List.of(failure));
  }

  private static Map<String, Object> body(String group, String waves) {
    return Map.of(
        "release", Fleet.RELEASE, "selector", "group=" + group, "waves", waves, "check", true);
  }

  private static JsonPath planned(String group, String waves) {
    return asTester()
        .body(body(group, waves))
        .post("/api/v1/plans")
        .then()
        .statusCode(202)
        .extract()
        .jsonPath();
  }

  private static JsonPath ready(JsonPath plan) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> get("/api/v1/plans/" + plan.getString("id")),
            view -> view.getString("state").equals("READY"));
  }

  private static List<Message<? extends Command>> ofGroup(FakeWorkers workers, String group) {
    return workers.received().stream()
        .filter(message -> message.envelope().tenantId().value().startsWith(group))
        .toList();
  }

  private FakeWorkers workers(Function<Message<? extends Command>, @Nullable Result> answers) {
    return new FakeWorkers(codec, bootstrap, answers);
  }
}
