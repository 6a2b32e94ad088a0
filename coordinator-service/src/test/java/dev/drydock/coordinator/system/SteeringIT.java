package dev.drydock.coordinator.system;

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
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.AdmitTenants;
import dev.drydock.coordinator.application.RepublishStates;
import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.messaging.WireCodec;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people decide, beside other upgrades and other coordinators. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SteeringIT {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  @Inject WireCodec codec;
  @Inject Fleet fleet;
  @Inject AdmitTenants admitTenants;
  @Inject RepublishStates republishStates;
  @Inject TenantUpgrades tenantUpgrades;
  @Inject DataSource database;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  private FakeWorkers workers(Function<Message<? extends Command>, @Nullable Result> answers) {
    return new FakeWorkers(codec, bootstrap, answers);
  }

  @Test
  void givenATenantThatAnotherUpgradeTookOn_whenTheOlderOneIsRetried_thenItBeginsFromTheHighest() {
    // given
    fleet.register("older", 2);
    Set<String> once = ConcurrentHashMap.newKeySet();
    try (var workers = workers(m -> failsToBackUp(m) && once.add(tenant(m)) ? failed() : ok(m))) {
      var older = start("older", "rest", "100%");
      assertThat(ended(older).getInt("counts.untouched")).isEqualTo(2);
      var newer = start("older", "rest", "100%");
      assertThat(ended(newer).getInt("counts.upgraded")).isEqualTo(2);

      // when
      var retried = post("/api/v1/upgrades/" + older + "/retry", Map.of("failed", true));

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(retried.statusCode()).isEqualTo(200);
      assertThat(retried.jsonPath().getInt("retried")).isEqualTo(2);
      assertThat(ended(older).getInt("counts.upgraded")).isEqualTo(2);
    }
  }

  @Test
  void givenTenantsInAnotherUpgrade_whenTheOlderOneIsRetried_thenTheyAreLeftOutAndNamed() {
    // given
    fleet.register("both", 2);
    Set<String> once = ConcurrentHashMap.newKeySet();
    var silent = new AtomicBoolean();
    Function<Message<? extends Command>, @Nullable Result> answers =
        m ->
            silent.get() && tenant(m).equals("both-0000")
                ? null
                : failsToBackUp(m) && once.add(tenant(m)) ? failed() : ok(m);
    try (var workers = workers(answers)) {
      var older = start("both", "rest", "100%");
      ended(older);
      silent.set(true);
      var newer = start("both", "rest", "100%");

      // when
      await()
          .atMost(PATIENT)
          .until(() -> get("/api/v1/upgrades/" + newer).getInt("counts.upgraded") == 1);
      var none = post("/api/v1/upgrades/" + older + "/retry", Map.of("failed", true));
      post("/api/v1/upgrades/" + newer + "/abort", Map.of()).then().statusCode(200);
      silent.set(false);
      ended(newer);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(none.statusCode()).isEqualTo(409);
      assertThat(none.jsonPath().getString("detail")).contains("both-0000", newer);
    }
  }

  @Test
  void givenAPausedUpgrade_whenItIsRetried_thenNobodyIsToldThatItWasResumed() {
    // given
    fleet.register("paused", 6);
    Set<String> once = ConcurrentHashMap.newKeySet();
    try (var workers = workers(m -> failsToBackUp(m) && once.add(tenant(m)) ? failed() : ok(m))) {
      var id = start("paused", "2,rest", "0");
      await().atMost(PATIENT).until(() -> state(id).equals("PAUSED"));

      // when
      post("/api/v1/upgrades/" + id + "/retry", Map.of("failed", true)).then().statusCode(200);
      post("/api/v1/upgrades/" + id + "/resume", Map.of()).then().statusCode(200);

      // then
      assertThat(workers.received()).isNotEmpty();
      await().atMost(PATIENT).until(() -> resumed(id) > 0);
      assertThat(resumed(id)).isEqualTo(1);
      post("/api/v1/upgrades/" + id + "/abort", Map.of()).then().statusCode(200);
      ended(id);
    }
  }

  @Test
  void givenBackupsOfNobody_whenAskedWhatMayGo_thenTheyAreHeld() {
    fleet.register("known", 1);

    var answer =
        post(
                "/api/v1/backups/releasable",
                Map.of(
                    "backupIds",
                    List.of(
                        "bk-known-0000-7",
                        "bk-known-0000-adhoc-0123456789ab",
                        "bk-nobody-7",
                        "bk-",
                        "../../etc",
                        "")))
            .jsonPath();

    assertThat(answer.getList("releasable", String.class))
        .containsExactly("bk-known-0000-7", "bk-known-0000-adhoc-0123456789ab");
    assertThat(answer.getList("held.id", String.class))
        .containsExactly("bk-nobody-7", "bk-", "../../etc", "");
  }

  @Test
  void givenACoordinatorFrozenWhileItAdmits_whenAnswersCome_thenTheyAreHandled() throws Exception {
    // given
    fleet.register("frozen", 4);
    var go = new AtomicBoolean();
    try (var frozen = database.getConnection();
        var statement = frozen.createStatement();
        var workers = workers(m -> go.get() ? ok(m) : null)) {
      var id = start("frozen", "rest", "100%");
      await()
          .atMost(PATIENT)
          .until(() -> get("/api/v1/upgrades/" + id).getInt("counts.inFlight") == 4);
      frozen.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(7301001)");

      // when
      CompletableFuture.runAsync(() -> admitTenants.in(new UpgradeId(id))).get(5, TimeUnit.SECONDS);
      go.set(true);

      // then
      await()
          .atMost(PATIENT)
          .until(() -> get("/api/v1/upgrades/" + id).getInt("counts.upgraded") == 4);
      assertThat(workers.received()).isNotEmpty();
      frozen.rollback();
      ended(id);
    }
  }

  @Test
  void givenATenantThatMovesJustNow_whenStatesAreRepublished_thenItIsPassedBy() throws Exception {
    // given
    fleet.register("moving", 2);
    try (var workers = workers(SteeringIT::ok)) {
      var id = start("moving", "rest", "100%");
      ended(id);
      assertThat(workers.received()).isNotEmpty();
    }
    try (var moving = database.getConnection();
        var statement = moving.createStatement()) {
      moving.setAutoCommit(false);
      statement.execute("select 1 from tenant_token where tenant_id = 'moving-0000' for update");

      // when
      var still =
          QuarkusTransaction.requiringNew()
              .call(() -> tenantUpgrades.holdStill(new TenantId("moving-"), 2));
      CompletableFuture.runAsync(republishStates::all).get(20, TimeUnit.SECONDS);

      // then
      assertThat(still).contains(new TenantId("moving-0001"));
      assertThat(still).doesNotContain(new TenantId("moving-0000"));
      moving.rollback();
    }
  }

  @Test
  void givenMoreTenantsThanAStatementHasParameters_whenLocked_thenThoseThatExistAre() {
    // given
    fleet.register("wide", 1);
    var id = new UpgradeId(start("wide", "rest", "100%"));
    var keys =
        IntStream.range(0, 70_000)
            .mapToObj(i -> new TenantUpgrade.Key(id, new TenantId("wide-%04d".formatted(i))))
            .toList();

    // when
    var locked = QuarkusTransaction.requiringNew().call(() -> tenantUpgrades.lock(keys));

    // then
    assertThat(locked).hasSize(1);
    post("/api/v1/upgrades/" + id + "/abort", Map.of()).then().statusCode(200);
    ended(id.value());
  }

  @Test
  void whatAFrozenCoordinatorHolds_isFreeAfterAMinute() throws Exception {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select current_setting('idle_in_transaction_session_timeout'),"
                    + " current_setting('tcp_keepalives_idle')")) {
      row.next();

      assertThat(row.getString(1)).isEqualTo("1min");
      assertThat(row.getString(2)).isEqualTo("15");
    }
  }

  private static long resumed(String id) {
    var types = new ArrayList<String>();
    get("/api/v1/events?from=0&limit=1000&upgrade=" + id)
        .getList("events.type", String.class)
        .forEach(types::add);
    return types.stream().filter("dev.drydock.upgrade.resumed.v1"::equals).count();
  }

  private static String state(String id) {
    return get("/api/v1/upgrades/" + id).getString("state");
  }

  private static boolean failsToBackUp(Message<? extends Command> message) {
    return message.data() instanceof Command.TakeBackup;
  }

  private static Result failed() {
    return new Result.StepFailed(Step.BACKUP, Failure.of(FailureCode.FINGERPRINT_DIFFERS));
  }

  private static Result ok(Message<? extends Command> message) {
    return FakeWorkers.success(message);
  }

  private static String tenant(Message<? extends Command> message) {
    return message.envelope().tenantId().value();
  }
}
