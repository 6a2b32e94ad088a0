package dev.drydock.migration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.Outbox;
import dev.drydock.messaging.WireCodec;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import dev.drydock.migration.application.FakeWork;
import dev.drydock.objectstore.ObjectStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service: signed commands in, results out, a real tenant in between. */
@QuarkusTest
@QuarkusTestResource(ServiceServers.class)
class ServiceIT {
  private static Fleet fleet;

  @Inject Outbox outbox;
  @Inject WireCodec codec;
  @Inject ObjectStore store;

  @BeforeAll
  static void start() {
    fleet = new Fleet();
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void givenCommandsOnTheTopic_thenTheTenantGoesThroughTheDock() {
    var tenant = fleet.databaseTenant();
    var release = fleet.release110;
    store.put(release.bundleKey(), fleet.store.get(release.bundleKey()), sent -> {});
    try (var results = results()) {
      for (var step : steps(tenant, release)) {
        var message = new FakeWork(step.command(), fleet.tokens.incrementAndGet()).message();
        QuarkusTransaction.requiringNew().run(() -> outbox.add(Topics.MIGRATION_COMMANDS, message));

        var answer = answerTo(message, results);

        assertThat(answer.data()).isInstanceOf(step.answer());
      }
    }
    assertThat(fleet.list(tenant, "SELECT count(*) FROM upgrade_journal")).containsExactly("3");
    given().get("/q/health/ready").then().statusCode(200);
  }

  private record Step(Command command, Class<? extends Result> answer) {}

  private List<Step> steps(TenantTarget tenant, ReleaseReference release) {
    var backup = FakeWork.backup(tenant, fleet.databases.fingerprint(tenant));
    return List.of(
        new Step(new Command.CheckTenant(tenant, release), Result.PreflightPassed.class),
        new Step(new Command.QuiesceTenant(tenant), Result.TenantQuiesced.class),
        new Step(new Command.MigrateTenant(tenant, release, backup), Result.TenantMigrated.class),
        new Step(new Command.InspectTenant(tenant, release, backup), Result.TenantInspected.class),
        new Step(new Command.VerifyTenant(tenant, release), Result.TenantVerified.class),
        new Step(new Command.ReleaseTenant(tenant), Result.TenantReleased.class));
  }

  private Message<?> answerTo(Message<?> command, KafkaConsumer<byte[], byte[]> results) {
    var answers = new ArrayList<Message<?>>();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          for (var record : results.poll(Duration.ofMillis(200))) {
            if (codec.decode(record) instanceof Readable(var message)
                && command.envelope().id().equals(message.envelope().causationId())) {
              answers.add(message);
            }
          }
          return !answers.isEmpty();
        });
    return answers.getFirst();
  }

  private KafkaConsumer<byte[], byte[]> results() {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "group.id",
                "test",
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.RESULTS));
    return consumer;
  }
}
