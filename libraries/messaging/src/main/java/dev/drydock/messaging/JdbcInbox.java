package dev.drydock.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The inbox on the connection of the caller's JTA transaction. */
@ApplicationScoped
class JdbcInbox implements Inbox {
  private final DataSource database;
  private final TransactionSynchronizationRegistry transactions;

  JdbcInbox(DataSource database, TransactionSynchronizationRegistry transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  @Override
  public Set<String> admit(Collection<String> messageIds) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("the inbox needs an active transaction");
    }
    if (messageIds.isEmpty()) {
      return Set.of();
    }
    // Sorted, so that two batches with the same IDs wait for each other and never in a circle.
    var sorted = new TreeSet<>(messageIds);
    var fresh = new HashSet<String>();
    try (var connection = database.getConnection();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO inbox (message_id) SELECT unnest(?)
                ON CONFLICT DO NOTHING RETURNING message_id\
                """)) {
      insert.setArray(1, connection.createArrayOf("text", sorted.toArray()));
      try (var inserted = insert.executeQuery()) {
        while (inserted.next()) {
          fresh.add(inserted.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new Transactions.DatabaseUnavailable(e);
    }
    var inOrder = new LinkedHashSet<>(messageIds);
    inOrder.retainAll(fresh);
    return inOrder;
  }
}
