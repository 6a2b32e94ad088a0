package dev.drydock.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The slots that this relay may send. Living relays share them evenly; a dead one's fall free when
 * its lease ends. Used by the relay's one thread only.
 */
final class RelayLeases {
  private final Transactions transactions;
  private final String holder;
  private final Duration lease;

  private List<Integer> held = List.of();
  private long heldUntilNanos = System.nanoTime();

  RelayLeases(Transactions transactions, String holder, Duration lease) {
    this.transactions = transactions;
    this.holder = holder;
    this.lease = lease;
  }

  /** Renews, takes what is free, gives back what is above a fair share. */
  void renew() {
    // Counted from before the statement: the database's lease ends later than ours.
    long until = System.nanoTime() + lease.toNanos();
    held = transactions.run(this::share);
    heldUntilNanos = until;
  }

  /** Whether something that takes this long at most may still be begun. */
  boolean outlasts(Duration longest) {
    return heldUntilNanos - System.nanoTime() > longest.toNanos();
  }

  List<Integer> held() {
    return held;
  }

  void giveBack() {
    held = List.of();
    transactions.perform(connection -> {
      execute(
          connection,
          """
          UPDATE relay_lease SET holder = NULL, held_until = '-infinity' WHERE holder = ?\
          """,
          holder);
      execute(connection, "DELETE FROM relay_member WHERE holder = ?", holder);
    });
  }

  private List<Integer> share(Connection connection) throws SQLException {
    execute(
        connection,
        """
        INSERT INTO relay_member (holder, seen_until)
        VALUES (?, clock_timestamp() + ? * interval '1 millisecond')
        ON CONFLICT (holder) DO UPDATE SET seen_until = excluded.seen_until\
        """,
        holder,
        lease.toMillis());
    // Rows that somebody holds, frozen perhaps, are passed by: nobody waits for another relay.
    execute(
        connection,
        """
        DELETE FROM relay_member WHERE holder IN
          (SELECT holder FROM relay_member WHERE seen_until < clock_timestamp()
           ORDER BY holder FOR UPDATE SKIP LOCKED)\
        """);
    int fairShare = Math.ceilDiv(OutboxTable.SLOTS, members(connection));
    execute(
        connection,
        """
        UPDATE relay_lease SET holder = NULL, held_until = '-infinity'
        WHERE slot IN
          (SELECT slot FROM relay_lease WHERE holder = ? AND slot NOT IN
             (SELECT slot FROM relay_lease WHERE holder = ? ORDER BY slot LIMIT ?)
           FOR UPDATE SKIP LOCKED)\
        """,
        holder,
        holder,
        fairShare);
    return take(connection, fairShare);
  }

  private int members(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT count(*) FROM relay_member WHERE seen_until >= clock_timestamp()");
        var found = select.executeQuery()) {
      found.next();
      return Math.max(1, found.getInt(1));
    }
  }

  private List<Integer> take(Connection connection, int fairShare) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE relay_lease
            SET holder = ?, held_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE slot IN
              (SELECT slot FROM relay_lease WHERE holder = ? OR held_until < clock_timestamp()
               ORDER BY coalesce(holder = ?, false) DESC, slot LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING slot\
            """)) {
      update.setString(1, holder);
      update.setLong(2, lease.toMillis());
      update.setString(3, holder);
      update.setString(4, holder);
      update.setInt(5, fairShare);
      var slots = new ArrayList<Integer>();
      try (var taken = update.executeQuery()) {
        while (taken.next()) {
          slots.add(taken.getInt(1));
        }
      }
      return slots;
    }
  }

  private static void execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
