package dev.drydock.messaging;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The outbox's rows. A row leaves only after the broker acknowledged it, in whatever order. */
final class OutboxTable {
  /** As many as the migration script makes. */
  static final int SLOTS = 16;

  /**
   * @param id by which the messages of one tenant are in the order of their transactions
   */
  record Row(long id, String topic, WireRecord record) {
    /** What must stay in order: the messages of one tenant on one topic. */
    String lane() {
      var key = record.key();
      return topic + "/" + (key == null ? "" : new String(key, StandardCharsets.ISO_8859_1));
    }
  }

  static int slotOf(byte @Nullable [] key) {
    return Math.floorMod(Arrays.hashCode(key), SLOTS);
  }

  static void insert(Connection connection, Collection<ProducerRecord<byte[], byte[]>> records)
      throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO outbox (slot, topic, record_key, headers, payload) VALUES (?, ?, ?, ?, ?)")) {
      for (var record : records) {
        insert.setInt(1, slotOf(record.key()));
        insert.setString(2, record.topic());
        insert.setBytes(3, record.key());
        insert.setBytes(4, WireRecord.packed(record.headers()));
        insert.setBytes(5, record.value());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The oldest rows of these slots, without those of topics that cannot be written at present. */
  static List<Row> oldest(
      Connection connection, Collection<Integer> slots, Collection<String> without, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT id, topic, record_key, headers, payload FROM outbox
            WHERE slot = ANY (?) AND refused IS NULL AND topic <> ALL (?) ORDER BY id LIMIT ?\
            """)) {
      select.setArray(1, connection.createArrayOf("int4", slots.toArray()));
      select.setArray(2, connection.createArrayOf("text", without.toArray()));
      select.setInt(3, limit);
      var rows = new ArrayList<Row>();
      try (var found = select.executeQuery()) {
        while (found.next()) {
          var record = new WireRecord(found.getBytes(3), found.getBytes(4), found.getBytes(5));
          rows.add(new Row(found.getLong(1), found.getString(2), record));
        }
      }
      return rows;
    }
  }

  /** A lost deletion only sends once more: no need to wait for the disk. */
  static void delete(Connection connection, Collection<Long> ids) throws SQLException {
    try (var relaxed = connection.createStatement();
        var delete = connection.prepareStatement("DELETE FROM outbox WHERE id = ANY (?)")) {
      relaxed.execute("SET LOCAL synchronous_commit = off");
      delete.setArray(1, connection.createArrayOf("int8", ids.toArray()));
      delete.executeUpdate();
    }
  }

  static void refuse(Connection connection, long id, String reason) throws SQLException {
    try (var update = connection.prepareStatement("UPDATE outbox SET refused = ? WHERE id = ?")) {
      update.setString(1, reason);
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  /**
   * @param oldestAgeMs of the rows that wait, 0 when none does
   */
  record Depth(long waiting, long refused, long oldestAgeMs) {}

  static Depth depth(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                """
                SELECT count(*) FILTER (WHERE refused IS NULL), count(refused),
                  coalesce(extract(epoch FROM clock_timestamp()
                    - min(created_at) FILTER (WHERE refused IS NULL)) * 1000, 0)::bigint
                FROM outbox\
                """);
        var found = select.executeQuery()) {
      found.next();
      return new Depth(found.getLong(1), found.getLong(2), found.getLong(3));
    }
  }

  private OutboxTable() {}
}
