package dev.drydock.coordinator.system;

import static dev.drydock.coordinator.system.Api.asTester;
import static dev.drydock.coordinator.system.Api.body;
import static dev.drydock.coordinator.system.Api.claim;
import static dev.drydock.coordinator.system.Api.ended;
import static dev.drydock.coordinator.system.Api.get;
import static dev.drydock.coordinator.system.Api.post;
import static dev.drydock.coordinator.system.Api.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.messaging.WireCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whole upgrades, with workers that answer over the real topics. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class UpgradeIT {
  @Inject WireCodec codec;
  @Inject Fleet fleet;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @Test
  void givenWorkersThatSucceed_whenAnUpgradeRuns_thenEveryTenantIsUpgradedWaveByWave() {
    // given
    fleet.register("good", 40);

    try (var workers = workers(FakeWorkers::success)) {
      // when
      var id = start("good", "2,20%,rest", "10%");
      var view = ended(id);

      // then
      assertThat(view.getString("state")).isEqualTo("COMPLETED");
      assertThat(view.getInt("counts.upgraded")).isEqualTo(40);
      assertThat(view.getInt("backupsProven")).isEqualTo(40);
      assertThat(view.getList("waves.tenants", Integer.class)).containsExactly(2, 8, 30);
      assertThat(workers.received()).isNotEmpty();
      positionsHaveNoGap(id);
      var history = get("/api/v1/upgrades/" + id + "/tenants/good-0007");
      assertThat(history.getBoolean("chainIntact")).isTrue();
      assertThat(history.getList("transitions.transition.to", String.class))
          .containsExactly(
              "PREFLIGHT",
              "QUIESCING",
              "BACKING_UP",
              "PROVING",
              "MIGRATING",
              "VERIFYING",
              "RELEASING",
              "UPGRADED");
    }
  }

  @Test
  void givenEveryKindOfFailure_whenAnUpgradeRuns_thenEachEndsAsItMustAndARetryMendsThem() {
    // given
    fleet.register("bad", 10);
    Function<Message<? extends Command>, @Nullable Result> failing =
        message ->
            switch (message.envelope().tenantId().value()) {
              case "bad-0001" -> refused(message);
              case "bad-0002" -> rolledBack(message);
              case "bad-0003" -> failsVerification(message);
              default -> FakeWorkers.success(message);
            };
    String id;
    try (var workers = workers(failing)) {
      // when
      id = start("bad", "2,rest", "50%");
      var view = ended(id);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(view.getString("state")).isEqualTo("COMPLETED_WITH_FAILURES");
      assertThat(view.getInt("counts.upgraded")).isEqualTo(7);
      assertThat(view.getInt("counts.untouched")).isEqualTo(2);
      assertThat(view.getInt("counts.restored")).isEqualTo(1);
      assertThat(view.getList("failures.step", String.class))
          .containsExactly("PREFLIGHT", "MIGRATE", "VERIFY");
    }

    try (var workers = workers(FakeWorkers::success)) {
      // when
      post("/api/v1/upgrades/" + id + "/retry", Map.of("failed", true)).then().statusCode(200);
      var view = ended(id);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(view.getString("state")).isEqualTo("COMPLETED");
      assertThat(view.getInt("counts.upgraded")).isEqualTo(10);
      var tokens =
          get("/api/v1/upgrades/" + id + "/tenants/bad-0003")
              .getList("transitions.transition.token", Integer.class);
      assertThat(tokens).isSorted();
    }
  }

  @Test
  void givenFiftyEqualRequests_whenTheyArriveAtOnce_thenThereIsOneUpgrade() throws Exception {
    // given
    fleet.register("same", 3);
    Callable<String> request =
        () ->
            asTester()
                .header("Idempotency-Key", "the-same-for-all")
                .body(body("same", "rest", "10%"))
                .post("/api/v1/upgrades")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

    // when
    List<String> ids;
    try (var callers = Executors.newFixedThreadPool(10)) {
      ids =
          callers.invokeAll(IntStream.range(0, 50).mapToObj(_ -> request).toList()).stream()
              .map(java.util.concurrent.Future::resultNow)
              .distinct()
              .toList();
    }

    // then
    assertThat(ids).hasSize(1);
  }

  @Test
  void givenAClaimedToken_whenAnotherExecutionClaimsIt_thenOnlyTheFirstIsGranted() {
    // given
    fleet.register("claim", 1);
    try (var workers = workers(UpgradeIT::silentAtQuiesce)) {
      var id = start("claim", "rest", "10%");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> workers.received().stream().anyMatch(m -> isQuiesceOf(id, m)));
      var quiesce =
          workers.received().stream().filter(m -> isQuiesceOf(id, m)).findFirst().orElseThrow();

      // when
      int first = claim(id, "claim-0000", quiesce.envelope().token().value(), "one");
      int again = claim(id, "claim-0000", quiesce.envelope().token().value(), "one");
      int other = claim(id, "claim-0000", quiesce.envelope().token().value(), "two");
      int stale = claim(id, "claim-0000", quiesce.envelope().token().value() - 1, "three");

      // then
      assertThat(List.of(first, again, other, stale)).containsExactly(200, 200, 409, 409);
      var held =
          post("/api/v1/backups/releasable", Map.of("backupIds", List.of("bk-claim-0000-3")))
              .jsonPath();
      assertThat(held.getList("held.id", String.class)).containsExactly("bk-claim-0000-3");
      post("/api/v1/upgrades/" + id + "/abort", Map.of()).then().statusCode(200);
      var view = ended(id);
      assertThat(view.getString("state")).isEqualTo("ABORTED");
      assertThat(view.getInt("counts.untouched")).isEqualTo(1);
    }
  }

  private static boolean isQuiesceOf(String upgrade, Message<? extends Command> message) {
    return message.data() instanceof Command.QuiesceTenant
        && message.envelope().upgradeId().value().equals(upgrade);
  }

  private static @Nullable Result silentAtQuiesce(Message<? extends Command> message) {
    return message.data() instanceof Command.QuiesceTenant ? null : FakeWorkers.success(message);
  }

  private static Result refused(Message<? extends Command> message) {
    return message.data() instanceof Command.CheckTenant
        ? new Result.PreflightRefused(List.of(Failure.of(FailureCode.DRIFT, "public.orders")))
        : FakeWorkers.success(message);
  }

  private static Result rolledBack(Message<? extends Command> message) {
    return message.data() instanceof Command.MigrateTenant
        ? new Result.MigrationFailed(
            Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, "V2__a.sql").withSqlState("23503"),
            Result.Residue.ROLLED_BACK_WHOLE)
        : FakeWorkers.success(message);
  }

  private static Result failsVerification(Message<? extends Command> message) {
    return message.data() instanceof Command.VerifyTenant
        ? new Result.VerificationFailed(
            List.of(Failure.of(FailureCode.ASSERTION_FAILED, "orders.sql").withCount(2)))
        : FakeWorkers.success(message);
  }

  private void positionsHaveNoGap(String id) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          var events = get("/api/v1/events?limit=1000&from=1");
          var positions = events.getList("events.position", Integer.class);
          assertThat(positions)
              .isEqualTo(IntStream.rangeClosed(1, positions.size()).boxed().toList());
          assertThat(
                  get("/api/v1/events?limit=1000&upgrade=" + id)
                      .getList("events.type", String.class))
              .contains("dev.drydock.upgrade.ended.v1");
        });
  }

  private FakeWorkers workers(Function<Message<? extends Command>, @Nullable Result> answers) {
    return new FakeWorkers(codec, bootstrap, answers);
  }
}
