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
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WireCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What does not answer for a while harms nobody. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OutagesIT {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  @Inject WireCodec codec;
  @Inject Fleet fleet;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  private FakeWorkers workers(Function<Message<? extends Command>, @Nullable Result> answers) {
    return new FakeWorkers(codec, bootstrap, answers);
  }

  @Test
  void givenAServerThatDoesNotAnswer_whenItIsBack_thenItsTenantsHaveWaitedAndNoneHasFailed() {
    // given
    fleet.register("outage", 20);
    var away = new AtomicBoolean(true);
    try (var workers = workers(m -> away.get() ? unreachable(m) : FakeWorkers.success(m))) {
      var id = start("outage", "rest", "0");
      await()
          .atMost(PATIENT)
          .until(() -> get("/api/v1/upgrades/" + id).getInt("counts.upgraded") == 10);

      // when
      var pending = waitingFor(id, "PENDING");
      var waiting = waitingFor(id, "BACKING_UP");
      away.set(false);
      var view = ended(id);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(pending)
          .hasSizeGreaterThanOrEqualTo(4)
          .containsOnly("server 127.0.0.1:5432 does not answer");
      assertThat(waiting)
          .isNotEmpty()
          .allSatisfy(
              why -> assertThat(why).startsWith("server 127.0.0.1:5432 does not answer since"));
      assertThat(view.getInt("counts.upgraded")).isEqualTo(20);
      assertThat(transitions(id, "outage-0000").getList("fact", String.class))
          .contains("OutageMet");
      assertThat(attempts(id, "outage-0000")).containsOnly(0, 1);
    }
  }

  @Test
  void givenNoWorkerAtAll_whenOneComesLate_thenSilenceHasSpentNoAttempt() {
    // given
    fleet.register("nobody", 2);
    var id = start("nobody", "rest", "0");
    await()
        .atMost(PATIENT)
        .until(() ->
            transitions(id, "nobody-0000").getList("fact", String.class).stream()
                    .filter("NoAnswer"::equals)
                    .count()
                >= 2);

    // when
    try (var workers = workers(FakeWorkers::success)) {
      var view = ended(id);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(view.getInt("counts.upgraded")).isEqualTo(2);
      assertThat(attempts(id, "nobody-0000")).containsOnly(0, 1);
    }
  }

  @Test
  void givenAnAnswerThatWasLostWithItsTopic_whenTheCommandIsSentAgain_thenItIsAnsweredAgain()
      throws Exception {
    // given
    fleet.register("topics", 3);
    var lost = new CountDownLatch(1);
    Function<Message<? extends Command>, @Nullable Result> losing =
        m -> {
          if (m.data() instanceof Command.MigrateTenant && lost.getCount() > 0) {
            lost.countDown();
            return null;
          }
          return FakeWorkers.success(m);
        };
    try (var workers = workers(losing);
        var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      var id = start("topics", "rest", "0");
      assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();

      // when
      admin
          .deleteTopics(
              List.of(
                  Topics.RESULTS,
                  Topics.PROGRESS,
                  Topics.MIGRATION_COMMANDS,
                  Topics.BACKUP_COMMANDS,
                  Topics.UPGRADE_EVENTS))
          .all()
          .get(30, TimeUnit.SECONDS);
      var view = ended(id);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(view.getInt("counts.upgraded")).isEqualTo(3);
      assertThat(transitions(id, "topics-0000").getList("to", String.class))
          .containsOnlyOnce("VERIFYING");
    }
  }

  @Test
  void givenACanaryThatFails_whenItHasFinished_thenTheRestWaitsForAPerson() {
    // given
    fleet.register("canary", 10);
    try (var workers = workers(OutagesIT::canaryFails)) {
      var id = start("canary", "2,rest", "50%");

      // when
      await()
          .atMost(PATIENT)
          .until(() -> get("/api/v1/upgrades/" + id).getString("state").equals("PAUSED"));
      var paused = get("/api/v1/upgrades/" + id);
      var pending = waitingFor(id, "PENDING");
      post("/api/v1/upgrades/" + id + "/resume", Map.of()).then().statusCode(200);
      var view = ended(id);

      // then
      assertThat(workers.received()).isNotEmpty();
      assertThat(paused.getString("reason")).isEqualTo("CANARY_FAILED");
      assertThat(paused.getInt("counts.pending")).isEqualTo(8);
      assertThat(paused.getList("waves.gate", String.class))
          .containsExactly("no failure", "failed <= 50%");
      assertThat(pending).allSatisfy(why -> assertThat(why).contains("canary"));
      assertThat(view.getInt("counts.upgraded")).isEqualTo(9);
      assertThat(view.getInt("counts.restored")).isEqualTo(1);
    }
  }

  private static Result unreachable(Message<? extends Command> message) {
    return message.data() instanceof Command.TakeBackup take && take.tenant().port() == 5432
        ? new Result.StepFailed(Step.BACKUP, Failure.of(FailureCode.UNREACHABLE))
        : FakeWorkers.success(message);
  }

  private static Result canaryFails(Message<? extends Command> message) {
    return message.data() instanceof Command.VerifyTenant verify
            && verify.tenant().id().value().equals("canary-0001")
        ? new Result.VerificationFailed(List.of(Failure.of(FailureCode.ASSERTION_FAILED)))
        : FakeWorkers.success(message);
  }

  private static List<String> waitingFor(String id, String state) {
    return get("/api/v1/upgrades/" + id + "/tenants?state=" + state)
        .getList("tenants.waitingFor", String.class);
  }

  private static io.restassured.path.json.JsonPath transitions(String id, String tenant) {
    return get("/api/v1/upgrades/" + id + "/tenants/" + tenant)
        .setRootPath("transitions.transition");
  }

  private static List<Integer> attempts(String id, String tenant) {
    return transitions(id, tenant).getList("attempt", Integer.class);
  }
}
