package dev.drydock.verification.fleet.observation;

import static dev.drydock.local.PostgresServer.quoted;
import static dev.drydock.verification.fleet.observation.Rows.literal;

import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes a snapshot of a canary tenant's schema, in one transaction. */
final class Snapshots {
  private static final String SHAPE =
      """
      SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
             || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = s.oid AND c.relkind = 'r'
      UNION ALL
      SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = s.oid
      UNION ALL
      SELECT 'constraint ' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE c.relnamespace = s.oid
      UNION ALL
      SELECT 'owner ' || c.relname || ' ' || pg_get_userbyid(c.relowner)
      FROM pg_class c WHERE c.relnamespace = s.oid AND c.relkind IN ('r', 'S')
      UNION ALL
      SELECT 'grants ' || c.relname || ' ' || c.relacl::text
      FROM pg_class c WHERE c.relnamespace = s.oid AND c.relacl IS NOT NULL
      """;

  private Snapshots() {}

  static TenantSnapshot of(Connection connection, String schema) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("SET LOCAL search_path TO " + quoted(schema));
      var journal = new TreeMap<String, Integer>();
      Rows.of(
          connection,
          "SELECT script, count(*) FROM journal GROUP BY script",
          row -> journal.put(row.getString(1), row.getInt(2)));
      return new TenantSnapshot(
          release(connection),
          String.join(" ", Rows.texts(connection, "SELECT v::text FROM canary")),
          journal,
          shape(connection, schema),
          contents(connection, schema),
          Rows.of(connection, "SELECT seq FROM app_write ORDER BY seq", row -> row.getLong(1)));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static int release(Connection connection) throws SQLException {
    return Rows.of(
            connection,
            "SELECT coalesce(max(split_part(version, '.', 1)::int), 0) FROM flyway_schema_history"
                + " WHERE success",
            row -> row.getInt(1))
        .getFirst();
  }

  private static List<String> shape(Connection connection, String schema) throws SQLException {
    var sql =
        "SELECT line FROM pg_namespace s, LATERAL (%s) AS shape (line) WHERE s.nspname = %s"
            .formatted(SHAPE, literal(schema));
    return Rows.texts(connection, sql).stream().map(Snapshots::canonical).sorted().toList();
  }

  /** A CHECK over varchar is written differently after a dump and a restore; it means the same. */
  private static String canonical(String line) {
    return line.startsWith("constraint ")
        ? line.replaceAll("::(character varying|text)(\\[])?", "").replaceAll("[() ]+", "")
        : line;
  }

  private static Map<String, String> contents(Connection connection, String schema)
      throws SQLException {
    var contents = new TreeMap<String, String>();
    for (var table : relations(connection, schema, 'r')) {
      if (!table.equals("app_write")) {
        contents.put(table, Rows.texts(connection, digest(table)).getFirst());
      }
    }
    for (var sequence : relations(connection, schema, 'S')) {
      var sql = "SELECT last_value || ' ' || is_called FROM " + quoted(sequence);
      contents.put(sequence, Rows.texts(connection, sql).getFirst());
    }
    return contents;
  }

  private static String digest(String table) {
    return """
    SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')
    FROM %s t
    """
        .formatted(quoted(table));
  }

  private static List<String> relations(Connection connection, String schema, char kind)
      throws SQLException {
    return new ArrayList<>(
        Rows.texts(
            connection,
            "SELECT relname FROM pg_class WHERE relkind = '%s' AND relnamespace = %s::regnamespace"
                .formatted(kind, literal(quoted(schema)))));
  }
}
