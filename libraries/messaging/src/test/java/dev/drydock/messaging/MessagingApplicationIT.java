package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Topics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;

/** The library as services use it: a coordinator's and a worker's side in one application. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class MessagingApplicationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Outbox outbox;
  @Inject Inbox inbox;
  @Inject KafkaClients kafka;
  @Inject Answered answered;

  @TestHTTPResource("/q/health/live")
  @SuppressWarnings("NullAway.Init") // set by Quarkus
  URI live;

  @Inject
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @Test
  void commandsAreAnswered_alsoWhenEveryTopicIsDeletedInBetween() throws Exception {
    send(1, 50);
    await().atMost(PATIENCE).until(() -> answered.tenants("run-1").size() == 50);

    try (var admin = kafka.admin()) {
      var names = Topics.ALL.stream().map(Topics.Topic::name).toList();
      admin.deleteTopics(names).all().get(20, TimeUnit.SECONDS);
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          send(2, 50);
          return answered.tenants("run-2").size() == 50;
        });
    assertThat(Restorer.EXECUTED).doesNotHaveDuplicates();
  }

  @Test
  void unreadableRecordsGoToTheDeadLetters_andTheRestGoesOn() throws Exception {
    var odd = "odd-" + System.nanoTime();
    try (var producer = kafka.durable(Duration.ofSeconds(10))) {
      var bytes = odd.getBytes(UTF_8);
      producer
          .send(new ProducerRecord<>(Topics.BACKUP_COMMANDS, null, bytes))
          .get(20, TimeUnit.SECONDS);
      producer
          .send(new ProducerRecord<>(Topics.BACKUP_COMMANDS, new byte[0], null))
          .get(20, TimeUnit.SECONDS);
    }

    send(3, 5);

    await().atMost(PATIENCE).until(() -> answered.tenants("run-3").size() == 5);
    await().atMost(PATIENCE).until(() -> "NOT_CLOUD_EVENT".equals(deadLetters().get(odd)));
  }

  /** Code by value, of everything on the dead-letter topic. */
  private Map<String, String> deadLetters() {
    var topic = new TopicPartition(Topics.deadLettersOf("backup"), 0);
    var codes = new HashMap<String, String>();
    Map<String, Object> client = Map.of("bootstrap.servers", servers);
    try (var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(Set.of(topic));
      consumer.seekToBeginning(Set.of(topic));
      long end = consumer.endOffsets(Set.of(topic)).getOrDefault(topic, 0L);
      while (consumer.position(topic) < end) {
        for (var letter : consumer.poll(Duration.ofMillis(200))) {
          var value = letter.value() == null ? "" : new String(letter.value(), UTF_8);
          codes.put(value, new String(letter.headers().lastHeader("drydock-code").value(), UTF_8));
        }
      }
    }
    return codes;
  }

  @Test
  void outboxAndInboxNeedATransaction() {
    assertThatThrownBy(() -> outbox.add(Topics.RESULTS, command(9, 9)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inbox.admit(List.of("x"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theInboxAdmitsOnce() {
    var first = QuarkusTransaction.requiringNew().call(() -> inbox.admit(List.of("b", "a", "b")));
    var again = QuarkusTransaction.requiringNew().call(() -> inbox.admit(List.of("a", "c")));

    assertThat(first).containsExactly("b", "a");
    assertThat(again).containsExactly("c");
  }

  @Test
  void whatIsRolledBackIsNotSent() {
    assertThatThrownBy(() ->
            QuarkusTransaction.requiringNew()
                .run(() -> {
                  outbox.add(Topics.BACKUP_COMMANDS, command(4, 1));
                  throw new IllegalArgumentException("no");
                }))
        .isInstanceOf(RuntimeException.class);
    send(5, 1);
    await().atMost(PATIENCE).until(() -> answered.tenants("run-5").size() == 1);
    assertThat(answered.tenants("run-4")).isEmpty();
  }

  @Test
  void aChannelThatHasEndedForGoodIsNotAlive_andNoOther() throws Exception {
    try (var producer = kafka.durable(Duration.ofSeconds(10))) {
      producer
          .send(new ProducerRecord<>(Topics.PROGRESS, new byte[0], Breaking.NOW.getBytes(UTF_8)))
          .get(20, TimeUnit.SECONDS);
    }

    await().atMost(PATIENCE).until(() -> liveness().path("status").asText().equals("DOWN"));
    assertThat(liveness().toString())
        .contains("\"breaking\":\"[KO]")
        .contains("\"commands\":\"[OK]")
        .contains("\"results\":\"[OK]");
  }

  private JsonNode liveness() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(live).build();
      return WireJson.mapper()
          .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  private void send(int run, int tenants) {
    var commands = new ArrayList<Message<?>>();
    for (int tenant = 0; tenant < tenants; tenant++) {
      commands.add(command(run, tenant));
    }
    QuarkusTransaction.requiringNew().run(() -> outbox.add(Topics.BACKUP_COMMANDS, commands));
  }

  private static Message<Command> command(int run, int tenant) {
    var target = Samples.target("run-" + run + "-shop-" + tenant);
    return Samples.message(
        target.id().value(), 1, 0, new Command.RestoreBackup(target, Samples.backup(target.id())));
  }

  /** The worker's consumer. */
  @ApplicationScoped
  static class Commands {
    @Inject Consumed consumed;
    @Inject WorkQueue queue;

    @Incoming("commands")
    @Blocking
    void on(ConsumerRecords<byte[], byte[]> batch) {
      consumed.handle(
          batch,
          messages -> {
            var commands = new ArrayList<Message<? extends Command>>();
            for (var message : messages) {
              if (message instanceof Message<?>(var envelope, Command command)) {
                commands.add(new Message<>(envelope, command));
              }
            }
            queue.accept(commands);
          });
    }
  }

  /** The worker's executor. */
  @ApplicationScoped
  static class Restorer implements StepExecutor {
    static final ConcurrentLinkedQueue<String> EXECUTED = new ConcurrentLinkedQueue<>();

    @Override
    public Set<Class<? extends Command>> handles() {
      return Set.of(Command.RestoreBackup.class);
    }

    @Override
    public Takeover onTakeover(Command command) {
      return Takeover.REPEAT;
    }

    @Override
    public void execute(List<Work> group) {
      for (var work : group) {
        EXECUTED.add(work.message().envelope().id());
        work.progress("restoring", 1, 2);
        work.finish(new Result.BackupRestored(null, 1));
      }
    }
  }

  /** One that does not wait: its channel ends with the first failure. */
  @ApplicationScoped
  static class Breaking {
    static final String NOW = "break";

    @Incoming("breaking")
    @Blocking
    void on(ConsumerRecords<byte[], byte[]> batch) {
      for (var record : batch) {
        if (Arrays.equals(record.value(), NOW.getBytes(UTF_8))) {
          throw new IllegalStateException("broken");
        }
      }
    }
  }

  /** The coordinator's consumer. */
  @ApplicationScoped
  static class Answered {
    private final Set<String> tenants = java.util.Collections.synchronizedSet(new HashSet<>());
    @Inject Consumed consumed;

    @Incoming("results")
    @Blocking
    void on(ConsumerRecords<byte[], byte[]> batch) {
      consumed.handle(
          batch, messages -> messages.forEach(m -> tenants.add(m.envelope().tenantId().value())));
    }

    Set<String> tenants(String run) {
      synchronized (tenants) {
        var ofRun = new HashSet<>(tenants);
        ofRun.removeIf(tenant -> !tenant.startsWith(run + "-"));
        return ofRun;
      }
    }
  }
}
