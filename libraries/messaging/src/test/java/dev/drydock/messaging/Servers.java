package dev.drydock.messaging;

import dev.drydock.contracts.Step;
import dev.drydock.local.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A database with the library's own tables, and settings with short times. */
final class Servers {
  static final String DATABASE = "drydock_messaging";

  static void prepare(PostgresServer postgres) {
    postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
    try (var script = Servers.class.getResourceAsStream("/db/migration/V0_1__messaging.sql")) {
      postgres.execute(DATABASE, new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plain JDBC transactions that can be made to fail. */
  static final class PlainTransactions implements Transactions {
    private final PostgresServer postgres;
    final AtomicBoolean broken = new AtomicBoolean();
    final AtomicBoolean error = new AtomicBoolean();

    PlainTransactions(PostgresServer postgres) {
      this.postgres = postgres;
    }

    @Override
    public <T> T run(Work<T> work) {
      if (error.get()) {
        throw new NoClassDefFoundError("for a moment");
      }
      if (broken.get()) {
        throw new DatabaseUnavailable(new SQLException("broken", "08006"));
      }
      try (var connection = postgres.connect(DATABASE)) {
        connection.setAutoCommit(false);
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException e) {
        throw new DatabaseUnavailable(e);
      }
    }
  }

  /** What waits in the outbox, oldest first. */
  static List<OutboxTable.Row> outbox(Connection connection) throws SQLException {
    var slots = new ArrayList<Integer>();
    for (int slot = 0; slot < OutboxTable.SLOTS; slot++) {
      slots.add(slot);
    }
    return OutboxTable.oldest(connection, slots, List.of(), 100_000);
  }

  static void add(Transactions transactions, List<ProducerRecord<byte[], byte[]>> records) {
    transactions.perform(connection -> OutboxTable.insert(connection, records));
  }

  record Messaging(Duration relayLease) implements MessagingConfig {
    @Override
    public Optional<String> service() {
      return Optional.empty();
    }

    @Override
    public Optional<String> instance() {
      return Optional.empty();
    }

    @Override
    public short replicationFactor() {
      return -1;
    }

    @Override
    public Duration topicCheck() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration topicWait() {
      return Duration.ofSeconds(20);
    }

    @Override
    public Duration relayPoll() {
      return Duration.ofMillis(50);
    }

    @Override
    public int relayBatch() {
      return 500;
    }

    @Override
    public Duration retention() {
      return Duration.ofDays(30);
    }
  }

  record Work(int concurrency, Duration lease, Duration renew, Duration selfStop)
      implements WorkConfig {
    @Override
    public OptionalInt hostConcurrency() {
      return OptionalInt.empty();
    }

    @Override
    public Duration stall() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration silence() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Map<Step, Duration> silenceOf() {
      return Map.of(Step.MIGRATE, Duration.ofSeconds(3));
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(50);
    }

    @Override
    public int takeovers() {
      return 3;
    }

    @Override
    public Duration stopWait() {
      return Duration.ofMillis(500);
    }
  }

  private Servers() {}
}
