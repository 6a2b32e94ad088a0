package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The outbox on the connection of the caller's JTA transaction; its commit wakes the relay. */
@ApplicationScoped
class JdbcOutbox implements Outbox {
  private final DataSource database;
  private final TransactionSynchronizationRegistry transactions;
  private final WireCodec codec;
  private final RelayLoop relay;

  JdbcOutbox(
      DataSource database,
      TransactionSynchronizationRegistry transactions,
      WireCodec codec,
      RelayLoop relay) {
    this.database = database;
    this.transactions = transactions;
    this.codec = codec;
    this.relay = relay;
  }

  @Override
  public void add(String topic, List<? extends Message<?>> messages) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("the outbox needs an active transaction");
    }
    if (messages.isEmpty()) {
      return;
    }
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var message : messages) {
      records.add(codec.encode(topic, message));
    }
    try (var connection = database.getConnection()) {
      OutboxTable.insert(connection, records);
    } catch (SQLException e) {
      throw new Transactions.DatabaseUnavailable(e);
    }
    wakeRelayAfterCommit();
  }

  private void wakeRelayAfterCommit() {
    if (transactions.getResource(JdbcOutbox.class) != null) {
      return;
    }
    transactions.putResource(JdbcOutbox.class, true);
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // nothing to flush: rows were written when they were added
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              relay.wake();
            }
          }
        });
  }
}
