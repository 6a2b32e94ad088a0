package dev.drydock.messaging;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of accepted commands: {@code QUEUED}, {@code RUNNING} under a lease, {@code FINISHED}.
 */
final class WorkTable {
  /**
   * @param record only of types that are grouped, to be asked for their key
   */
  record Queued(String messageId, String type, String server, @Nullable WireRecord record) {}

  /** What may be claimed, oldest first, at most so many per server and type. */
  static List<Queued> queued(
      Connection connection, Collection<String> types, Collection<String> grouped, int perServer)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT message_id, type, server, headers, payload FROM
              (SELECT message_id, type, server, queued_at,
                 CASE WHEN type = ANY (?) THEN headers END AS headers,
                 CASE WHEN type = ANY (?) THEN payload END AS payload,
                 row_number() OVER (PARTITION BY server, type ORDER BY queued_at, message_id) AS n
               FROM work_item
               WHERE state = 'QUEUED' AND available_at <= clock_timestamp() AND type = ANY (?)
              ) AS item
            WHERE n <= ? ORDER BY queued_at, message_id LIMIT 5000\
            """)) {
      select.setArray(1, connection.createArrayOf("text", grouped.toArray()));
      select.setArray(2, connection.createArrayOf("text", grouped.toArray()));
      select.setArray(3, connection.createArrayOf("text", types.toArray()));
      select.setInt(4, perServer);
      var queued = new ArrayList<Queued>();
      try (var found = select.executeQuery()) {
        while (found.next()) {
          var headers = found.getBytes(4);
          queued.add(
              new Queued(
                  found.getString(1),
                  found.getString(2),
                  found.getString(3),
                  headers == null ? null : new WireRecord(null, headers, found.getBytes(5))));
        }
      }
      return queued;
    }
  }

  /**
   * @param highestToken seen of its tenant
   */
  record Leased(
      String messageId,
      String execution,
      int attempt,
      int takeovers,
      long highestToken,
      WireRecord record) {}

  private static final String LEASED =
      """
      RETURNING message_id, execution, attempt, takeovers,
        coalesce((SELECT t.token FROM work_token t WHERE t.tenant = work_item.tenant), 0),
        headers, payload\
      """;

  static Map<String, Leased> claim(
      Connection connection, Collection<String> messageIds, String holder, Duration lease)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE work_item SET state = 'RUNNING', holder = ?, attempt = attempt + 1,
              execution = gen_random_uuid()::text,
              lease_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE message_id IN
              (SELECT message_id FROM work_item WHERE message_id = ANY (?) AND state = 'QUEUED'
               ORDER BY message_id FOR UPDATE SKIP LOCKED)
            """
                + LEASED)) {
      update.setString(1, holder);
      update.setLong(2, lease.toMillis());
      update.setArray(3, connection.createArrayOf("text", messageIds.toArray()));
      return leasedBy(update.executeQuery());
    }
  }

  private static Map<String, Leased> leasedBy(ResultSet found) throws SQLException {
    var leased = new HashMap<String, Leased>();
    try (found) {
      while (found.next()) {
        leased.put(
            found.getString(1),
            new Leased(
                found.getString(1),
                found.getString(2),
                found.getInt(3),
                found.getInt(4),
                found.getLong(5),
                new WireRecord(null, found.getBytes(6), found.getBytes(7))));
      }
    }
    return leased;
  }

  /**
   * Renews the leases that are still ours.
   *
   * @return of each execution that still has its lease, the highest token seen of its tenant
   */
  static Map<String, Long> renew(
      Connection connection, Collection<String> executions, Duration lease) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE work_item SET lease_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE message_id IN
              (SELECT message_id FROM work_item
               WHERE state = 'RUNNING' AND execution = ANY (?) ORDER BY message_id FOR UPDATE)
            RETURNING execution,
              coalesce((SELECT t.token FROM work_token t WHERE t.tenant = work_item.tenant), 0)\
            """)) {
      update.setLong(1, lease.toMillis());
      update.setArray(2, connection.createArrayOf("text", executions.toArray()));
      var renewed = new HashMap<String, Long>();
      try (var found = update.executeQuery()) {
        while (found.next()) {
          renewed.put(found.getString(1), found.getLong(2));
        }
      }
      return renewed;
    }
  }

  /** Stores the outcome and adds it to the outbox; nothing when the lease is another's by now. */
  static boolean finish(
      Connection connection,
      String messageId,
      String execution,
      ProducerRecord<byte[], byte[]> outcome)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE work_item SET state = 'FINISHED', finished_at = clock_timestamp(),
              execution = NULL, holder = NULL, lease_until = NULL,
              outcome_headers = ?, outcome_payload = ?
            WHERE message_id = ? AND execution = ? AND state = 'RUNNING'\
            """)) {
      update.setBytes(1, WireRecord.packed(outcome.headers()));
      update.setBytes(2, outcome.value());
      update.setString(3, messageId);
      update.setString(4, execution);
      if (update.executeUpdate() == 0) {
        return false;
      }
    }
    OutboxTable.insert(connection, List.of(outcome));
    return true;
  }

  /**
   * @param taker whether a lost execution is counted
   */
  static boolean putBack(
      Connection connection, String messageId, String execution, Duration delay, boolean taker)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE work_item SET state = 'QUEUED', execution = NULL, holder = NULL,
              lease_until = NULL, takeovers = takeovers + ?,
              available_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE message_id = ? AND execution = ? AND state = 'RUNNING'\
            """)) {
      update.setInt(1, taker ? 1 : 0);
      update.setLong(2, delay.toMillis());
      update.setString(3, messageId);
      update.setString(4, execution);
      return update.executeUpdate() == 1;
    }
  }

  /** Locks executions whose lease ended: their worker is gone, or wedged. */
  static Collection<Leased> expired(Connection connection, Collection<String> types, int limit)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE work_item SET lease_until = lease_until
            WHERE message_id IN
              (SELECT message_id FROM work_item
               WHERE state = 'RUNNING' AND lease_until < clock_timestamp() AND type = ANY (?)
               ORDER BY lease_until LIMIT ? FOR UPDATE SKIP LOCKED)
            """
                + LEASED)) {
      update.setArray(1, connection.createArrayOf("text", types.toArray()));
      update.setInt(2, limit);
      return leasedBy(update.executeQuery()).values();
    }
  }

  /** Ends the leases of this replica's former life, which cannot renew them. */
  static int endLeasesOf(Connection connection, String holder) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE work_item SET lease_until = clock_timestamp() - interval '1 millisecond'
            WHERE state = 'RUNNING' AND holder = ?\
            """)) {
      update.setString(1, holder);
      return update.executeUpdate();
    }
  }

  static long queuedCount(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement("SELECT count(*) FROM work_item WHERE state = 'QUEUED'");
        var found = select.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  private WorkTable() {}
}
