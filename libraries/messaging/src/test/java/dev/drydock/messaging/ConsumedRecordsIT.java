package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Step;
import dev.drydock.local.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer's batch goes through, with a database that comes and goes. */
class ConsumedRecordsIT {
  private static PostgresServer postgres;

  private final CloudEventsCodec codec = new CloudEventsCodec(SigningKeys.of(Samples.KEY));
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Servers.PlainTransactions transactions;
  private ConsumedRecords consumed;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.temporary();
    Servers.prepare(postgres);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void clean() {
    postgres.execute(Servers.DATABASE, "TRUNCATE outbox");
    transactions = new Servers.PlainTransactions(postgres);
    var messaging = new Servers.Messaging(Duration.ofSeconds(6));
    var nowhere = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:9"));
    var service = new Service("backup", "one");
    var relay =
        new RelayLoop(
            transactions,
            nowhere,
            new TopicKeeper(nowhere, messaging),
            service,
            messaging,
            metrics);
    consumed =
        new ConsumedRecords(codec, transactions, relay, service, metrics, Duration.ofMillis(5));
  }

  @Test
  void givenUnreadableRecords_thenTheyAreDeadLetters_withCodeAndPlaceAndWithoutText() {
    var batch = batch(readable("shop-a"), odd("not an event"), readable("shop-b"));

    var messages = consumed.readable(batch);

    assertThat(tenants(messages)).containsExactly("shop-a", "shop-b");
    var letter = transactions.run(Servers::outbox).getFirst();
    assertThat(letter.topic()).isEqualTo("drydock.backup.dead-letters");
    assertThat(letter.record().payload()).isEqualTo("not an event".getBytes(UTF_8));
    var headers = WireRecord.unpacked(letter.record().headers());
    assertThat(new String(headers.lastHeader("drydock-code").value(), UTF_8))
        .isEqualTo("NOT_CLOUD_EVENT");
    assertThat(new String(headers.lastHeader("drydock-offset").value(), UTF_8)).isEqualTo("1");
    assertThat(metrics.counter("drydock.dead.letters", "code", "NOT_CLOUD_EVENT").count())
        .isEqualTo(1);
  }

  @Test
  void givenTheDatabaseIsAway_thenTheBatchWaits_andNothingIsLost() {
    // given
    transactions.broken.set(true);
    var handled = new ConcurrentLinkedQueue<String>();
    var calls = new AtomicInteger();

    // when
    var thread =
        Thread.ofVirtual()
            .start(() ->
                consumed.handle(
                    batch(readable("shop-a"), odd("odd"), readable("shop-b")),
                    messages -> {
                      calls.incrementAndGet();
                      transactions.perform(connection -> handled.addAll(tenants(messages)));
                    }));
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    transactions.broken.set(false);

    // then
    await().atMost(Duration.ofSeconds(10)).until(() -> !thread.isAlive());
    assertThat(handled).containsExactly("shop-a", "shop-b");
    assertThat(transactions.run(Servers::outbox)).hasSize(1);
  }

  @Test
  void givenOneMessageThatNobodyCanHandle_thenItAloneIsADeadLetter() {
    var handled = new ArrayList<String>();

    consumed.handle(
        batch(readable("shop-a"), readable("shop-b"), readable("shop-c")),
        messages -> {
          if (tenants(messages).contains("shop-b")) {
            throw new IllegalArgumentException("secret");
          }
          handled.addAll(tenants(messages));
        });

    assertThat(handled).containsExactly("shop-a", "shop-c");
    var letters = transactions.run(Servers::outbox);
    assertThat(letters).hasSize(1);
    var headers = WireRecord.unpacked(letters.getFirst().record().headers());
    assertThat(new String(headers.lastHeader("drydock-code").value(), UTF_8))
        .isEqualTo("NOT_HANDLED");
  }

  @Test
  void givenAMessageThatOverflowsTheStack_thenItAloneIsADeadLetter_andTheChannelLives() {
    var handled = new ArrayList<String>();

    consumed.handle(
        batch(readable("shop-a"), readable("shop-b")),
        messages -> {
          if (tenants(messages).contains("shop-b")) {
            throw new StackOverflowError();
          }
          handled.addAll(tenants(messages));
        });

    assertThat(handled).containsExactly("shop-a");
    assertThat(transactions.run(Servers::outbox)).hasSize(1);
  }

  @Test
  void givenTheServiceStops_thenTheBatchIsNotAcknowledged() {
    consumed.stop();

    assertThatThrownBy(() ->
            consumed.handle(
                batch(readable("shop-a")),
                messages -> {
                  throw new IllegalArgumentException("not now");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(transactions.run(Servers::outbox)).isEmpty();
  }

  private static List<String> tenants(List<Message<?>> messages) {
    return messages.stream().map(message -> message.envelope().tenantId().value()).toList();
  }

  private ConsumerRecord<byte[], byte[]> readable(String tenant) {
    var record =
        codec.encode(
            "topic", Samples.message(tenant, 1, 0, new Progress(Step.BACKUP, "dumping", 1, 2, 3)));
    return CloudEventsCodecTest.consumed(record.headers(), record.value());
  }

  private static ConsumerRecord<byte[], byte[]> odd(String text) {
    return CloudEventsCodecTest.consumed(new RecordHeaders(), text.getBytes(UTF_8));
  }

  @SafeVarargs
  private static ConsumerRecords<byte[], byte[]> batch(ConsumerRecord<byte[], byte[]>... records) {
    var placed = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (int offset = 0; offset < records.length; offset++) {
      var record = records[offset];
      placed.add(
          new ConsumerRecord<>(
              "topic",
              0,
              offset,
              record.timestamp(),
              record.timestampType(),
              0,
              0,
              record.key(),
              record.value(),
              record.headers(),
              record.leaderEpoch()));
    }
    return new ConsumerRecords<>(Map.of(new TopicPartition("topic", 0), placed), Map.of());
  }
}
