package dev.drydock.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The relays that are alive, and the slots that each of them holds. */
final class RelayTable {
  static void giveBack(Connection connection, String holder) throws SQLException {
    execute(
        connection,
        """
        UPDATE relay_lease SET holder = NULL, held_until = '-infinity' WHERE holder = ?\
        """,
        holder);
    execute(connection, "DELETE FROM relay_member WHERE holder = ?", holder);
  }

  /** Renews, takes what is free, gives back what is above a fair share. */
  static List<Integer> share(Connection connection, String holder, Duration lease)
      throws SQLException {
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
    return take(connection, holder, lease, fairShare);
  }

  private static int members(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT count(*) FROM relay_member WHERE seen_until >= clock_timestamp()");
        var found = select.executeQuery()) {
      found.next();
      return Math.max(1, found.getInt(1));
    }
  }

  private static List<Integer> take(
      Connection connection, String holder, Duration lease, int fairShare) throws SQLException {
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

  private RelayTable() {}
}
