package dev.drydock.coordinator.system;

import static dev.drydock.coordinator.system.Api.asTester;
import static dev.drydock.coordinator.system.Api.ended;
import static dev.drydock.coordinator.system.Api.get;
import static dev.drydock.coordinator.system.Api.post;
import static dev.drydock.coordinator.system.Api.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.application.AdvanceTenants;
import dev.drydock.messaging.WireCodec;
import dev.drydock.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes wrong between services, and what people do about it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CornersIT {
  @Inject WireCodec codec;
  @Inject Fleet fleet;
  @Inject AdvanceTenants advanceTenants;
  @Inject ObjectStore store;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  private FakeWorkers workers(Function<Message<? extends Command>, @Nullable Result> answers) {
    return new FakeWorkers(codec, bootstrap, answers);
  }

  @Test
  void givenAStaleAndADoubledAnswer_whenTheyArrive_thenNobodyMoves() {
    // given
    fleet.register("stale", 1);
    try (var workers = workers(m -> silentAt(Command.MigrateTenant.class, m))) {
      var id = start("stale", "rest", "100%");
      var migrate = received(workers, id, Command.MigrateTenant.class);
      var stale =
          FakeWorkers.message(
              with(migrate.envelope(), new Token(migrate.envelope().token().value() - 1)),
              new Result.TenantMigrated("1.1.0", 1, 5));
      var real = FakeWorkers.message(migrate.envelope(), new Result.TenantMigrated("1.1.0", 1, 5));

      // when
      advanceTenants.with(List.of(stale));
      var afterStale = state(id, "stale-0000");
      advanceTenants.with(List.of(real, real));
      advanceTenants.with(List.of(real));

      // then
      assertThat(afterStale).isEqualTo("MIGRATING");
      assertThat(ended(id).getInt("counts.upgraded")).isEqualTo(1);
      var history = get("/api/v1/upgrades/" + id + "/tenants/stale-0000");
      assertThat(history.getList("transitions.transition.to", String.class))
          .containsOnlyOnce("VERIFYING");
    }
  }

  @Test
  void givenAMigrationThatIsNeverAnswered_whenSilenceHasLasted_thenItIsInspectedAndGoesOn() {
    // given
    fleet.register("silent", 1);
    Set<String> asked = ConcurrentHashMap.newKeySet();
    Function<Message<? extends Command>, @Nullable Result> onceSilent =
        m -> {
          boolean first =
              m.data() instanceof Command.MigrateTenant
                  && m.envelope().tenantId().value().equals("silent-0000")
                  && asked.isEmpty();
          if (first || asked.contains(m.envelope().id())) {
            asked.add(m.envelope().id());
            return null;
          }
          return FakeWorkers.success(m);
        };
    try (var workers = workers(onceSilent)) {
      // when
      var id = start("silent", "rest", "100%");
      var view = ended(id);

      // then
      assertThat(view.getInt("counts.upgraded")).isEqualTo(1);
      assertThat(
              get("/api/v1/upgrades/" + id + "/tenants/silent-0000")
                  .getList("transitions.transition.to", String.class))
          .containsSubsequence("MIGRATING", "INSPECTING", "MIGRATING", "VERIFYING");
      assertThat(workers.received().stream().filter(m -> asked.contains(m.envelope().id())).count())
          .as("the same command was sent again")
          .isGreaterThan(1);
    }
  }

  @Test
  void givenATightBudget_whenTenantsFail_thenItPausesAndAPersonResumes() {
    // given
    fleet.register("tight", 20);
    try (var workers = workers(CornersIT::cannotBackUp)) {
      // when
      var id = start("tight", "2,rest", "5%");
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> get("/api/v1/upgrades/" + id).getString("state").equals("PAUSED"));

      // then
      assertThat(workers.received()).isNotEmpty();
      var paused = get("/api/v1/upgrades/" + id);
      assertThat(paused.getString("reason")).isEqualTo("FAILURE_BUDGET");
      assertThat(paused.getInt("counts.pending")).isGreaterThan(0);
      var waiting = get("/api/v1/upgrades/" + id + "/tenants?state=PENDING");
      assertThat(waiting.getList("tenants.waitingFor", String.class))
          .allSatisfy(why -> assertThat(why).contains("failure budget is spent"));
      assertThat(post("/api/v1/upgrades/" + id + "/pause", Map.of()).statusCode()).isEqualTo(409);
      post("/api/v1/upgrades/" + id + "/abort", Map.of()).then().statusCode(200);
      assertThat(ended(id).getInt("counts.untouched")).isEqualTo(20);
    }
  }

  @Test
  void givenAFencedTenant_whenItIsParked_thenAPersonResolvesItAndTheDigestIsSigned() {
    // given
    fleet.register("fenced", 1);
    Set<String> once = ConcurrentHashMap.newKeySet();
    Function<Message<? extends Command>, @Nullable Result> fencing =
        m ->
            m.data() instanceof Command.ReleaseTenant release
                    && release.tenant().id().value().equals("fenced-0000")
                    && once.add("fenced")
                ? new Result.StepFenced(Step.RELEASE, new Token(500))
                : FakeWorkers.success(m);
    try (var workers = workers(fencing)) {
      var id = start("fenced", "rest", "100%");
      var parked = ended(id);

      // when
      post("/api/v1/tenants/fenced-0000/resolve", Map.of("action", "retry")).then().statusCode(409);
      post("/api/v1/tenants/fenced-0000/resolve", Map.of("action", "accept"))
          .then()
          .statusCode(200);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> state(id, "fenced-0000").equals("UPGRADED"));

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(parked.getInt("counts.parked")).isEqualTo(1);
      assertThat(parked.getString("failures[0].failure.code")).isEqualTo("LEDGER_BEHIND");
      assertThat(ended(id).getString("state")).isEqualTo("COMPLETED");
      assertThat(
              get("/api/v1/upgrades/" + id + "/tenants/fenced-0000")
                  .getList("transitions.transition.token", Integer.class))
          .contains(501);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> store.stat("digests/" + id + ".json").isPresent());
    }
  }

  @Test
  void givenATenantInOneUpgrade_whenAnotherIsStarted_thenItIsRefusedWithTheReason() {
    // given
    fleet.register("taken", 1);
    try (var workers = workers(m -> silentAt(Command.CheckTenant.class, m))) {
      var id = start("taken", "rest", "100%");

      // when
      var second = asTester().body(Api.body("taken", "rest", "100%")).post("/api/v1/upgrades");

      // then
      assertThat(workers).isNotNull();
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.jsonPath().getString("detail")).contains("taken-0000", id);
      post("/api/v1/upgrades/" + id + "/abort", Map.of()).then().statusCode(200);
      assertThat(ended(id).getString("state")).isEqualTo("ABORTED");
    }
  }

  @Test
  void givenRequestsThatMakeNoSense_whenTheyArrive_thenEachNamesWhatIsWrong() {
    assertThat(asTester().get("/api/v1/upgrades/up-0000000000").statusCode()).isEqualTo(404);
    assertThat(asTester().get("/api/v1/upgrades/nonsense").statusCode()).isEqualTo(404);
    var waves = asTester().body(Api.body("none", "many", "10%")).post("/api/v1/upgrades");
    assertThat(waves.statusCode()).isEqualTo(422);
    assertThat(waves.jsonPath().getString("errors[0].field")).isEqualTo("waves");
    assertThat(post("/api/v1/tenants/nobody/resolve", Map.of("action", "retry")).statusCode())
        .isEqualTo(409);
    assertThat(post("/api/v1/claims", Map.of("step", "QUIESCE")).statusCode()).isEqualTo(422);
  }

  @Test
  void givenAReaderThatWasCutOff_whenItComesBack_thenTheStreamGoesOnAfterItsLastEvent()
      throws Exception {
    // given
    fleet.register("streamed", 1);
    try (var workers = workers(FakeWorkers::success)) {
      ended(start("streamed", "rest", "100%"));
      assertThat(workers.received()).isNotEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> get("/api/v1/events?from=1&limit=10").getLong("next") > 6);
    var request =
        HttpRequest.newBuilder(URI.create(streamUrl()))
            .header("Authorization", "Bearer " + Servers.TOKEN)
            .header("Last-Event-ID", "3")
            .build();

    // when
    List<String> ids;
    try (var client = HttpClient.newHttpClient();
        var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      ids = lines.filter(line -> line.startsWith("id:")).limit(3).toList();
      client.shutdownNow();
    }

    // then
    assertThat(ids).extracting(line -> line.substring(3).strip()).containsExactly("4", "5", "6");
  }

  private static String streamUrl() {
    return RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/events/stream";
  }

  private static Result cannotBackUp(Message<? extends Command> message) {
    return message.data() instanceof Command.TakeBackup
        ? new Result.StepFailed(Step.BACKUP, Failure.of(FailureCode.FINGERPRINT_DIFFERS))
        : FakeWorkers.success(message);
  }

  private static @Nullable Result silentAt(
      Class<? extends Command> type, Message<? extends Command> message) {
    return type.isInstance(message.data()) ? null : FakeWorkers.success(message);
  }

  private static String state(String upgrade, String tenant) {
    return get("/api/v1/upgrades/" + upgrade + "/tenants/" + tenant).getString("tenant.state");
  }

  private static Message<? extends Command> received(
      FakeWorkers workers, String upgrade, Class<? extends Command> type) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                workers.received().stream()
                    .filter(m -> m.envelope().upgradeId().value().equals(upgrade))
                    .filter(m -> type.isInstance(m.data()))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static Envelope with(Envelope e, Token token) {
    return new Envelope(
        e.id(),
        e.type(),
        e.source(),
        e.time(),
        e.upgradeId(),
        e.tenantId(),
        token,
        e.sequence(),
        e.causationId(),
        e.deadline(),
        e.traceparent());
  }
}
