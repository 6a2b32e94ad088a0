package dev.drydock.coordinator.system;

import static dev.drydock.coordinator.system.Api.ended;
import static dev.drydock.coordinator.system.Api.get;
import static dev.drydock.coordinator.system.Api.post;
import static dev.drydock.coordinator.system.Api.start;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WireCodec;
import dev.drydock.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What nobody can forge, change afterwards, or use twice. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PromisesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  @Inject WireCodec codec;
  @Inject Fleet fleet;
  @Inject ObjectStore store;
  @Inject DataSource database;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @Inject
  @ConfigProperty(name = "drydock.signing.key-file")
  Path keyFile;

  private FakeWorkers workers(Function<Message<? extends Command>, @Nullable Result> answers) {
    return new FakeWorkers(codec, bootstrap, answers);
  }

  @Test
  void givenForgedResults_whenTheyArriveOnTheTopic_thenNobodyMovesAndTheUnsignedIsADeadLetter()
      throws Exception {
    // given
    fleet.register("forged", 2);
    try (var workers = workers(PromisesIT::silentAtQuiesceOfTheFirst);
        var producer = producer()) {
      var id = start("forged", "rest", "0");
      var first = quiesceOf(workers, id, "forged-0000").envelope();
      ended(abortedButTheFirst(id));
      var again = start("forged", "rest", "0");
      var mine = quiesceOf(workers, again, "forged-0000").envelope();
      var badlySigned =
          codec.encode(Topics.RESULTS, FakeWorkers.message(mine, new Result.TenantQuiesced(1)));
      badlySigned.headers().remove("drydock-signature");
      badlySigned.headers().add("drydock-signature", "00".repeat(32).getBytes(UTF_8));
      var ofAnother = withToken(mine, new Token(first.token().value()));

      // when
      producer.send(badlySigned).get();
      producer
          .send(
              codec.encode(
                  Topics.RESULTS, FakeWorkers.message(ofAnother, new Result.TenantQuiesced(1))))
          .get();
      await().atMost(SOON).until(() -> deadLetterCodes().contains("BAD_SIGNATURE"));
      var before = stateOf(again, "forged-0000");
      producer
          .send(
              codec.encode(Topics.RESULTS, FakeWorkers.message(mine, new Result.TenantQuiesced(1))))
          .get();

      // then
      assertThat(before).isEqualTo("QUIESCING");
      assertThat(ended(again).getInt("counts.upgraded")).isEqualTo(2);
      assertThat(history(again, "forged-0000").getList("transitions.transition.fact", String.class))
          .as("the true answer after the false ones, in the same partition")
          .containsOnlyOnce("Quiesced");
    }
  }

  private String abortedButTheFirst(String id) {
    post("/api/v1/upgrades/" + id + "/abort", Map.of()).then().statusCode(200);
    return id;
  }

  @Test
  void givenAnEndedUpgrade_whenARowOfItsLogIsChanged_thenTheChainAndTheSignedDigestConvictIt()
      throws Exception {
    // given
    fleet.register("digest", 2);
    String id;
    try (var workers = workers(FakeWorkers::success)) {
      id = start("digest", "rest", "0");
      ended(id);
      assertThat(workers.received()).isNotEmpty();
    }
    await().atMost(SOON).until(() -> store.stat("digests/" + id + ".json").isPresent());
    assertThat(history(id, "digest-0000").getBoolean("chainIntact")).isTrue();

    // when
    execute(
        "alter table transition disable trigger transition_append_only",
        "update transition set body = replace(body, 'QUIESCING', 'BACKING_UP')"
            + " where upgrade_id = '%s' and tenant_id = 'digest-0000' and sequence = 3"
                .formatted(id),
        "alter table transition enable trigger transition_append_only");

    // then
    assertThat(history(id, "digest-0000").getBoolean("chainIntact")).isFalse();
    assertThat(history(id, "digest-0001").getBoolean("chainIntact")).isTrue();
    JsonPath letter;
    try (var stored = store.get("digests/" + id + ".json")) {
      letter = new JsonPath(new String(stored.readAllBytes(), UTF_8));
    }
    var digest = letter.getString("digest");
    assertThat(letter.getString("hmacSha256")).isEqualTo(hmac(digest));
    assertThat(new JsonPath(digest).getString("chainHeads.'digest-0001'"))
        .isEqualTo(history(id, "digest-0001").getList("transitions.hash", String.class).getLast());
    assertThatThrownBy(() -> execute("update transition set body = ''"))
        .hasMessageContaining("append-only");
  }

  @Test
  void givenARetriedTenant_whenItMigratesAgain_thenOnlyTheBackupOfThisPassWillDo() {
    // given
    fleet.register("anew", 1);
    String id;
    try (var workers = workers(PromisesIT::failsVerification)) {
      id = start("anew", "rest", "100%");
      ended(id);
      assertThat(workers.received()).isNotEmpty();
    }

    // when
    try (var workers = workers(FakeWorkers::success)) {
      post("/api/v1/upgrades/" + id + "/retry", Map.of("failed", true)).then().statusCode(200);
      assertThat(ended(id).getInt("counts.upgraded")).isEqualTo(1);

      // then
      var migrations =
          workers.received().stream()
              .filter(m -> m.envelope().upgradeId().value().equals(id))
              .filter(m -> m.data() instanceof Command.MigrateTenant)
              .toList();
      var first = backupOf(migrations.getFirst());
      var second = backupOf(migrations.getLast());
      assertThat(second.token()).isGreaterThan(first.token());
      assertThat(second.token().value())
          .isLessThan(migrations.getLast().envelope().token().value());
      assertThat(first.token().value())
          .isLessThan(migrations.getFirst().envelope().token().value());
      assertThatThrownBy(() ->
              execute(
                  "update tenant_upgrade set proven_backup = '%s' where upgrade_id = '%s'"
                      .formatted(first.id(), id)))
          .hasMessageContaining("proven_in_this_pass");
      assertThatThrownBy(() ->
              execute(
                  "update tenant_upgrade set state = 'MIGRATING', proven_backup = null"
                      + " where upgrade_id = '%s'".formatted(id)))
          .hasMessageContaining("migrating_needs_proven_backup");
    }
  }

  @Test
  void whenCommandsAreSent_thenTheyCarryTheTraceOfTheUpgradeAndADeadline() {
    // given
    fleet.register("traced", 1);
    try (var workers = workers(FakeWorkers::success)) {
      // when
      var id = start("traced", "rest", "0");
      var trace = ended(id).getString("trace");

      // then
      assertThat(trace).matches("[0-9a-f]{32}");
      assertThat(workers.received())
          .filteredOn(m -> m.envelope().upgradeId().value().equals(id))
          .hasSize(7)
          .allSatisfy(m -> {
            assertThat(m.envelope().traceparent()).startsWith("00-" + trace + "-");
            assertThat(m.envelope().deadline()).isAfter(m.envelope().time());
          });
    }
  }

  private static dev.drydock.contracts.BackupReference backupOf(Message<? extends Command> m) {
    return ((Command.MigrateTenant) m.data()).backup();
  }

  private static @Nullable Result silentAtQuiesceOfTheFirst(Message<? extends Command> message) {
    return message.data() instanceof Command.QuiesceTenant quiesce
            && quiesce.tenant().id().value().equals("forged-0000")
        ? null
        : FakeWorkers.success(message);
  }

  private static Result failsVerification(Message<? extends Command> message) {
    return message.data() instanceof Command.VerifyTenant
        ? new Result.VerificationFailed(List.of(Failure.of(FailureCode.ASSERTION_FAILED)))
        : FakeWorkers.success(message);
  }

  private static Message<? extends Command> quiesceOf(
      FakeWorkers workers, String upgrade, String tenant) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                workers.received().stream()
                    .filter(m -> m.envelope().upgradeId().value().equals(upgrade))
                    .filter(m -> m.envelope().tenantId().value().equals(tenant))
                    .filter(m -> m.data() instanceof Command.QuiesceTenant)
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private List<String> deadLetterCodes() {
    var codes = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                "dead-letters-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.deadLettersOf("coordinator")));
      for (int polls = 0; polls < 20 && codes.isEmpty(); polls++) {
        for (var letter : consumer.poll(Duration.ofMillis(250))) {
          codes.add(new String(letter.headers().lastHeader("drydock-code").value(), UTF_8));
        }
      }
    }
    return codes;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void execute(String... statements) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String hmac(String text) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    var key = Base64.getDecoder().decode(Files.readAllLines(keyFile).getFirst().strip());
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  private static JsonPath history(String upgrade, String tenant) {
    return get("/api/v1/upgrades/" + upgrade + "/tenants/" + tenant);
  }

  private static String stateOf(String upgrade, String tenant) {
    return history(upgrade, tenant).getString("tenant.state");
  }

  private static Envelope withToken(Envelope e, Token token) {
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
