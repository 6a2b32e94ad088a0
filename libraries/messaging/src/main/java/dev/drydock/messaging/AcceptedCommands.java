package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What accepting reads and writes: the highest tokens, the known commands, the new ones. */
final class AcceptedCommands {
  /**
   * Raises the highest token seen of each tenant; sorted, so that batches never wait in a circle.
   */
  static Map<String, Long> raiseTokens(Connection connection, SortedMap<String, Long> tokens)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO work_token (tenant, token) SELECT * FROM unnest(?, ?)
            ON CONFLICT (tenant) DO UPDATE SET token = greatest(work_token.token, excluded.token)
            RETURNING tenant, token\
            """)) {
      upsert.setArray(1, connection.createArrayOf("text", tokens.keySet().toArray()));
      upsert.setArray(2, connection.createArrayOf("int8", tokens.values().toArray()));
      var highest = new HashMap<String, Long>();
      try (var found = upsert.executeQuery()) {
        while (found.next()) {
          highest.put(found.getString(1), found.getLong(2));
        }
      }
      return highest;
    }
  }

  /**
   * @param outcome what was answered, {@code null} unless finished
   */
  record Known(String state, int attempt, @Nullable WireRecord outcome) {}

  static Map<String, Known> known(Connection connection, Collection<String> messageIds)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT message_id, state, attempt, outcome_headers, outcome_payload, tenant
            FROM work_item WHERE message_id = ANY (?)\
            """)) {
      select.setArray(1, connection.createArrayOf("text", messageIds.toArray()));
      var known = new HashMap<String, Known>();
      try (var found = select.executeQuery()) {
        while (found.next()) {
          known.put(
              found.getString(1), new Known(found.getString(2), found.getInt(3), outcomeIn(found)));
        }
      }
      return known;
    }
  }

  private static @Nullable WireRecord outcomeIn(ResultSet found) throws SQLException {
    var headers = found.getBytes(4);
    var key = found.getString(6).getBytes(UTF_8);
    return headers == null ? null : new WireRecord(key, headers, found.getBytes(5));
  }

  record Accepted(
      String messageId, String tenant, long token, String type, String server, WireRecord record) {}

  static void insert(Connection connection, Collection<Accepted> items) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO work_item (message_id, tenant, token, type, server, headers, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """)) {
      for (var item : items) {
        insert.setString(1, item.messageId());
        insert.setString(2, item.tenant());
        insert.setLong(3, item.token());
        insert.setString(4, item.type());
        insert.setString(5, item.server());
        insert.setBytes(6, item.record().headers());
        insert.setBytes(7, item.record().payload());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private AcceptedCommands() {}
}
