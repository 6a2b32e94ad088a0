package dev.drydock.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forgets handled IDs and finished work after a month: nobody sends a command that long. */
@ApplicationScoped
class Retention {
  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final int AT_ONCE = 5000;

  private final Transactions transactions;
  private final Duration kept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("drydock-retention").daemon().factory());

  @Inject
  Retention(Transactions transactions, MessagingConfig messaging) {
    this.transactions = transactions;
    this.kept = messaging.retention();
  }

  void start() {
    var _ = timer.scheduleWithFixedDelay(this::prune, 5, 60, TimeUnit.MINUTES);
  }

  void stop() {
    timer.shutdownNow();
  }

  void prune() {
    try {
      pruneAll(
          """
          DELETE FROM inbox WHERE message_id IN (SELECT message_id FROM inbox
            WHERE admitted_at < now() - ? * interval '1 millisecond' LIMIT ?)\
          """);
      pruneAll(
          """
          DELETE FROM work_item WHERE message_id IN (SELECT message_id FROM work_item
            WHERE state = 'FINISHED' AND finished_at < now() - ? * interval '1 millisecond'
            LIMIT ?)\
          """);
    } catch (Throwable e) {
      LOG.debugf("pruning waits for the next hour: %s", Causes.of(e));
    }
  }

  private void pruneAll(String delete) {
    int gone;
    do {
      gone = transactions.run(connection -> pruneSome(connection, delete));
    } while (gone == AT_ONCE);
  }

  private int pruneSome(Connection connection, String delete) throws SQLException {
    try (var statement = connection.prepareStatement(delete)) {
      statement.setLong(1, kept.toMillis());
      statement.setInt(2, AT_ONCE);
      return statement.executeUpdate();
    }
  }
}
