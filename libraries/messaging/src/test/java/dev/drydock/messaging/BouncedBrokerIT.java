package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Topics;
import dev.drydock.local.KafkaServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Many commands through a broker that is killed and stopped over and over: each takes effect once,
 * each is answered. {@code -Ddrydock.commands=100000 -Ddrydock.bounces=3} for the whole.
 */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class BouncedBrokerIT {
  private static final Logger LOG = Logger.getLogger(BouncedBrokerIT.class);
  private static final String TENANTS = "bounced-";
  private static final int COMMANDS = Integer.getInteger("drydock.commands", 5_000);
  private static final int BOUNCES_OF_A_KIND = Integer.getInteger("drydock.bounces", 1);
  private static final int MOST_UNANSWERED = 2_000;
  private static final int AT_ONCE = 250;
  private static final int PER_TENANT = 10;
  private static final Duration DOWN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60).plusMillis(10L * COMMANDS);

  @Inject Outbox outbox;
  @Inject DataSource database;
  @Inject Counted counted;

  @SuppressWarnings("NullAway.Init") // set by RealServers
  KafkaServer broker;

  private final AtomicLong sent = new AtomicLong();

  @Test
  void everyCommandTakesEffectOnce_andIsAnswered_whileTheBrokerIsKilledAndStopped()
      throws Exception {
    // given
    Counts.prepare(database);
    long begun = System.nanoTime();

    // when
    List<Long> inFlight;
    try (var bouncer = Executors.newVirtualThreadPerTaskExecutor()) {
      var bounces = CompletableFuture.supplyAsync(this::bounce, bouncer);
      sendAll();
      inFlight = bounces.join();
    }
    await().atMost(PATIENCE).until(() -> counted.answers() == COMMANDS);

    // then
    var seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(inFlight).hasSize(2 * BOUNCES_OF_A_KIND).allMatch(commands -> commands > 0);
    try (var connection = database.getConnection()) {
      assertThat(Counts.byTimes(connection, "effect")).isEqualTo(Map.of(1, (long) COMMANDS));
      assertThat(Counts.byTimes(connection, "answer")).isEqualTo(Map.of(1, (long) COMMANDS));
    }
    LOG.infof(
        "%d commands in %.1f s, %.0f/s; %d kills, %d stops, in flight at each: %s;"
            + " %d answers delivered again",
        COMMANDS,
        seconds,
        COMMANDS / seconds,
        BOUNCES_OF_A_KIND,
        BOUNCES_OF_A_KIND,
        inFlight,
        counted.delivered() - COMMANDS);
  }

  /**
   * Also while the broker is away: what is decided then waits in the outbox. Never more than can be
   * worked on soon, so that each bounce finds commands everywhere on their way.
   */
  private void sendAll() {
    while (sent.get() < COMMANDS) {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> sent.get() - counted.answers() < MOST_UNANSWERED);
      var commands = new ArrayList<Message<?>>();
      int count = (int) Math.min(AT_ONCE, COMMANDS - sent.get());
      for (int i = 0; i < count; i++) {
        commands.add(command((int) sent.get() + i));
      }
      QuarkusTransaction.requiringNew().run(() -> outbox.add(Topics.BACKUP_COMMANDS, commands));
      sent.addAndGet(count);
    }
  }

  private static Message<Command> command(int number) {
    int tenants = Math.ceilDiv(COMMANDS, PER_TENANT);
    var target = Samples.target(TENANTS + number % tenants);
    return Samples.message(
        target.id().value(), 1, number / tenants, new Command.ReleaseTenant(target));
  }

  /** Killed, stopped, killed, ... at even distances; how many commands were in flight each time. */
  private List<Long> bounce() {
    var inFlight = new ArrayList<Long>();
    for (int i = 1; i <= 2 * BOUNCES_OF_A_KIND; i++) {
      long due = (long) COMMANDS * i / (2 * BOUNCES_OF_A_KIND + 1);
      await().atMost(PATIENCE).until(() -> counted.answers() >= due);
      inFlight.add(sent.get() - counted.answers());
      if (i % 2 == 1) {
        broker.kill();
      } else {
        broker.stop();
      }
      await().pollDelay(DOWN).until(() -> true);
      broker.start();
    }
    return inFlight;
  }

  /** How often each command did something. Not idempotent: twice would show. */
  private static final class Counts {
    static void prepare(DataSource database) throws SQLException {
      try (var connection = database.getConnection();
          var statement = connection.createStatement()) {
        for (var table : List.of("effect", "answer")) {
          statement.execute("DROP TABLE IF EXISTS " + table);
          statement.execute(
              "CREATE TABLE " + table + " (message_id text PRIMARY KEY, times integer NOT NULL)");
        }
      }
    }

    static void add(Connection connection, String table, List<String> messageIds)
        throws SQLException {
      try (var insert =
          connection.prepareStatement(
              "INSERT INTO "
                  + table
                  + " VALUES (?, 1) ON CONFLICT (message_id) DO UPDATE"
                  + " SET times = "
                  + table
                  + ".times + 1")) {
        for (var id : messageIds) {
          insert.setString(1, id);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }

    static Map<Integer, Long> byTimes(Connection connection, String table) throws SQLException {
      var commands = new LinkedHashMap<Integer, Long>();
      try (var select =
              connection.prepareStatement(
                  "SELECT times, count(*) FROM " + table + " GROUP BY times ORDER BY times");
          var found = select.executeQuery()) {
        while (found.next()) {
          commands.put(found.getInt(1), found.getLong(2));
        }
      }
      return commands;
    }

    private Counts() {}
  }

  /** The worker's executor. What it does must not be done again, so a lost lease would show. */
  @ApplicationScoped
  static class Releaser implements StepExecutor {
    @Inject DataSource database;

    @Override
    public Set<Class<? extends Command>> handles() {
      return Set.of(Command.ReleaseTenant.class);
    }

    @Override
    public Takeover onTakeover(Command command) {
      return Takeover.UNKNOWN;
    }

    @Override
    public void execute(List<Work> group) throws SQLException {
      for (var work : group) {
        try (var connection = database.getConnection()) {
          Counts.add(connection, "effect", List.of(work.message().envelope().id()));
        }
        work.finish(new Result.TenantReleased());
      }
    }
  }

  /** The coordinator's consumer: admits each answer once, in the transaction that counts it. */
  @ApplicationScoped
  static class Counted {
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    @Inject Consumed consumed;
    @Inject Inbox inbox;
    @Inject DataSource database;

    @Incoming("counted")
    @Blocking
    void on(ConsumerRecords<byte[], byte[]> batch) {
      consumed.handle(batch, this::count);
    }

    long answers() {
      return answers.get();
    }

    long delivered() {
      return delivered.get();
    }

    private void count(List<Message<?>> messages) {
      var causes = new LinkedHashMap<String, String>();
      for (var message : messages) {
        if (message.envelope().tenantId().value().startsWith(TENANTS)) {
          causes.put(message.envelope().id(), message.envelope().causationId());
        }
      }
      int fresh =
          QuarkusTransaction.requiringNew()
              .call(() -> {
                var admitted = inbox.admit(causes.keySet());
                try (var connection = database.getConnection()) {
                  var causing = admitted.stream().map(causes::get).toList();
                  Counts.add(connection, "answer", causing);
                }
                return admitted.size();
              });
      delivered.addAndGet(causes.size());
      answers.addAndGet(fresh);
    }
  }
}
