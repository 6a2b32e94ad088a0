package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Topics;
import dev.drydock.local.KafkaServer;
import dev.drydock.local.PostgresServer;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay against a real broker and a real database, both with faults. */
class RelayIT {
  private static final int TENANTS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static PostgresServer postgres;
  private static KafkaServer broker;
  private static KafkaClients kafka;
  private static TopicKeeper topics;

  private final CloudEventsCodec codec = new CloudEventsCodec(SigningKeys.of(Samples.KEY));
  private final Servers.Messaging settings = new Servers.Messaging(Duration.ofSeconds(6));
  private final List<RelayLoop> relays = new ArrayList<>();
  private Servers.PlainTransactions transactions;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.temporary();
    Servers.prepare(postgres);
    broker = KafkaServer.temporary();
    kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
    topics = new TopicKeeper(kafka, new Servers.Messaging(Duration.ofSeconds(6)));
    topics.start(Duration.ofSeconds(30));
  }

  @AfterAll
  static void stop() {
    topics.stop();
    broker.close();
    postgres.close();
  }

  @BeforeEach
  void clean() {
    transactions = new Servers.PlainTransactions(postgres);
    postgres.execute(
        Servers.DATABASE,
        "TRUNCATE outbox",
        "DELETE FROM relay_member",
        "UPDATE relay_lease SET holder = NULL, held_until = '-infinity'");
  }

  @AfterEach
  void stopRelays() throws InterruptedException {
    for (var relay : relays) {
      relay.stop(Duration.ofSeconds(10));
    }
  }

  @Test
  void givenBrokerKilledInMidSend_thenEveryMessageArrivesInItsTenantsOrder() throws Exception {
    // given
    relay("one");
    add(1, 50);

    // when
    broker.kill();
    add(51, 100);
    broker.start();
    add(101, 150);

    // then
    awaitEmptyOutbox();
    assertThat(arrivals(1)).allSatisfy((tenant, tokens) -> assertComplete(tokens, 1, 150));
  }

  @Test
  void givenAllTopicsDeletedInMidRun_thenWhatFollowsArrives() throws Exception {
    // given
    relay("one");
    add(1001, 1010);
    awaitEmptyOutbox();

    // when
    try (var admin = kafka.admin()) {
      var names = Topics.ALL.stream().map(Topics.Topic::name).toList();
      admin.deleteTopics(names).all().get(20, TimeUnit.SECONDS);
    }
    add(1011, 1030);

    // then
    awaitEmptyOutbox();
    add(1031, 1040);
    awaitEmptyOutbox();
    // What was acknowledged between deletion and creation may be gone with its topic; the rest is
    // there.
    assertThat(arrivals(1031)).allSatisfy((tenant, tokens) -> assertComplete(tokens, 1031, 1040));
  }

  @Test
  void givenAFrozenRelayThatHoldsRows_thenTheOthersGoOn() throws Exception {
    try (var frozen = postgres.connect(Servers.DATABASE);
        var statement = frozen.createStatement()) {
      // given
      postgres.execute(
          Servers.DATABASE, "INSERT INTO relay_member VALUES ('gone', now() - interval '1 hour')");
      frozen.setAutoCommit(false);
      statement.execute("DELETE FROM relay_member WHERE holder = 'gone'");

      // when
      relay("one");
      add(3001, 3010);

      // then
      awaitEmptyOutbox();
      assertThat(arrivals(3001)).allSatisfy((tenant, tokens) -> assertComplete(tokens, 3001, 3010));
      frozen.rollback();
    }
  }

  @Test
  void givenAnErrorInTheLoop_whenItPasses_thenTheRelayStillSends() throws Exception {
    // given
    relay("one");
    transactions.error.set(true);
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);

    // when
    transactions.error.set(false);
    add(3501, 3510);

    // then
    awaitEmptyOutbox();
    assertThat(arrivals(3501)).allSatisfy((tenant, tokens) -> assertComplete(tokens, 3501, 3510));
  }

  @Test
  void givenRowsThatCommitOutOfOrder_thenTheLateOneIsSentToo() throws Exception {
    relay("one");
    try (var late = postgres.connect(Servers.DATABASE)) {
      // given
      late.setAutoCommit(false);
      OutboxTable.insert(late, List.of(record("late-a", 2001)));
      Servers.add(transactions, List.of(record("late-b", 2002)));
      awaitEmptyOutbox();

      // when
      late.commit();
    }

    // then
    awaitEmptyOutbox();
    assertThat(arrivals(2001)).containsKeys("late-a", "late-b");
  }

  @Test
  void givenTwoRelays_thenTheyShareTheSlots_andOneTakesOverFromTheOther() throws Exception {
    // given
    relay("one");
    var two = relay("two");
    await().atMost(PATIENCE).until(() -> holders().equals(Map.of("one", 8L, "two", 8L)));
    add(3001, 3020);

    // when
    two.stop(Duration.ofSeconds(5));
    add(3021, 3040);

    // then
    awaitEmptyOutbox();
    assertThat(arrivals(3001)).allSatisfy((tenant, tokens) -> assertComplete(tokens, 3001, 3040));
  }

  @Test
  void givenAFrozenRelayThatHoldsEverything_thenAnotherTakesOverWhenItsLeaseEnds()
      throws Exception {
    // given
    postgres.execute(
        Servers.DATABASE,
        "UPDATE relay_lease SET holder = 'frozen', held_until = now() + interval '3 seconds'");
    add(4001, 4002);

    // when
    relay("one");

    // then
    awaitEmptyOutbox();
    assertThat(arrivals(4001)).allSatisfy((tenant, tokens) -> assertComplete(tokens, 4001, 4002));
  }

  private RelayLoop relay(String instance) {
    var relay =
        new RelayLoop(
            transactions,
            kafka,
            topics,
            new Service("test", instance),
            settings,
            new SimpleMeterRegistry());
    relay.start();
    relays.add(relay);
    return relay;
  }

  private void add(long firstToken, long lastToken) {
    for (long token = firstToken; token <= lastToken; token++) {
      var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        records.add(record("tenant-" + tenant, token));
      }
      Servers.add(transactions, records);
    }
  }

  private ProducerRecord<byte[], byte[]> record(String tenant, long token) {
    return codec.encode(
        Topics.RESULTS, Samples.message(tenant, token, 0, new Result.TenantReleased()));
  }

  private void awaitEmptyOutbox() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> transactions.run(Servers::outbox).isEmpty());
  }

  private Map<String, Long> holders() throws SQLException {
    try (var connection = postgres.connect(Servers.DATABASE);
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT holder, count(*) FROM relay_lease WHERE holder IS NOT NULL GROUP BY 1")) {
      var holders = new HashMap<String, Long>();
      while (found.next()) {
        holders.put(found.getString(1), found.getLong(2));
      }
      return holders;
    }
  }

  /** Tokens from {@code least} on, of each tenant, in the order of their topic. */
  private Map<String, List<Long>> arrivals(long least) {
    var arrivals = new HashMap<String, List<Long>>();
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Set<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RESULTS).stream()
              .map(found -> new TopicPartition(Topics.RESULTS, found.partition()))
              .collect(Collectors.toSet());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (codec.decode(record) instanceof Readable(Message<?>(var envelope, var _))
              && envelope.token().value() >= least
              && envelope.token().value() < least + 1000) {
            arrivals
                .computeIfAbsent(envelope.tenantId().value(), tenant -> new ArrayList<>())
                .add(envelope.token().value());
          }
        }
      }
    }
    return arrivals;
  }

  /** All are there, and none came first after a higher one did. */
  private static void assertComplete(List<Long> tokens, long first, long last) {
    var seen = new TreeSet<Long>();
    for (var token : tokens) {
      if (!seen.contains(token)) {
        assertThat(seen.isEmpty() || seen.last() < token).as("order of %s", tokens).isTrue();
        seen.add(token);
      }
    }
    assertThat(seen).hasSize((int) (last - first + 1)).contains(first, last);
  }
}
