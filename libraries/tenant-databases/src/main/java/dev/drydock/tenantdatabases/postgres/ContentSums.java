package dev.drydock.tenantdatabases.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts and order-independent sums over the rows of each table, computed in the database; see ADR
 * 0005.
 */
final class ContentSums {
  private static final int TABLES_PER_QUERY = 60;

  /**
   * Each table's columns in their order, those whose binary equality is the identity of the value
   * apart from those that must be compared as text.
   */
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, c.relkind, a.attname,
          coalesce(t.typtype = 'b' AND t.typnamespace = 'pg_catalog'::regnamespace AND (
            t.typname IN ('bool', 'int2', 'int4', 'int8', 'bytea', 'uuid', 'date', 'time',
              'timestamp', 'timestamptz', 'name', 'char', 'macaddr', 'oid')
            OR (t.typname IN ('text', 'varchar') AND coalesce(l.collisdeterministic, true))
            OR (t.typname = 'numeric' AND a.atttypmod >= 0)), false)
      FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND c.relkind = 'r'
        LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'S') AND c.relpersistence <> 't'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
          AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e')
      ORDER BY 1, 2, a.attnum
      """;

  private ContentSums() {}

  /** One relation's line; {@code rows} is 0 for a sequence. */
  record Sum(String schema, String line, long rows) {}

  private record Relation(String schema, String name, boolean sequence) {
    String quoted() {
      return Sql.identifier(schema) + "." + Sql.identifier(name);
    }
  }

  private record Column(String name, boolean binary) {}

  static Map<String, List<Sum>> of(Connection connection, Collection<String> schemas)
      throws SQLException {
    var relations = relations(connection, schemas);
    var found = new HashMap<String, List<Sum>>();
    schemas.forEach(schema -> found.put(schema, new ArrayList<>()));
    var all = new ArrayList<>(relations.keySet());
    for (int from = 0; from < all.size(); from += TABLES_PER_QUERY) {
      var some = all.subList(from, Math.min(all.size(), from + TABLES_PER_QUERY));
      for (var sum : sums(connection, some, relations)) {
        found.computeIfAbsent(sum.schema(), _ -> new ArrayList<>()).add(sum);
      }
    }
    return found;
  }

  /** Large objects belong to a database and to no schema. */
  static Sum largeObjects(Connection connection) throws SQLException {
    var line =
        Sql.text(
            connection,
            "SELECT 'large objects ' || count(*) || ' ' || coalesce(sum(hashint8extended("
                + "hash_record_extended(ROW(loid, pageno, data), 7), 11)), 0)"
                + " FROM pg_catalog.pg_largeobject");
    return new Sum("", line, 0);
  }

  private static Map<Relation, List<Column>> relations(
      Connection connection, Collection<String> schemas) throws SQLException {
    var found = new LinkedHashMap<Relation, List<Column>>();
    Sql.list(
        connection,
        COLUMNS,
        row -> {
          var relation =
              new Relation(row.getString(1), row.getString(2), row.getString(3).equals("S"));
          var columns = found.computeIfAbsent(relation, _ -> new ArrayList<>());
          var name = row.getString(4);
          return name != null && columns.add(new Column(name, row.getBoolean(5)));
        },
        (Object) schemas.toArray(String[]::new));
    return found;
  }

  private static List<Sum> sums(
      Connection connection, List<Relation> some, Map<Relation, List<Column>> columns)
      throws SQLException {
    var query = new StringBuilder();
    for (int i = 0; i < some.size(); i++) {
      var relation = some.get(i);
      query.append(i == 0 ? "" : " UNION ALL ");
      query.append(
          relation.sequence()
              ? sequence(i, relation)
              : table(i, relation, columns.getOrDefault(relation, List.of())));
    }
    return Sql.list(
        connection,
        query.toString(),
        row -> {
          var relation = some.get(row.getInt(1));
          var word = relation.sequence() ? "sequence " : "rows ";
          var line = word + relation.name() + " " + row.getString(2) + " " + row.getString(3);
          return new Sum(relation.schema(), line, relation.sequence() ? 0 : row.getLong(2));
        });
  }

  private static String sequence(int i, Relation relation) {
    return "SELECT " + i + ", last_value, is_called::text FROM " + relation.quoted();
  }

  /**
   * The hash of a record is linear in those of its fields: summed over rows it would not notice two
   * rows that swapped a value. So each row's hash is hashed again before it is summed.
   */
  private static String table(int i, Relation relation, List<Column> columns) {
    if (columns.isEmpty()) {
      return "SELECT " + i + ", count(*), '' FROM ONLY " + relation.quoted();
    }
    return "SELECT "
        + i
        + ", count(*), concat(sum(hashint8extended(h, 11)), ' ', sum(hashint8extended(h, 13)))"
        + " FROM (SELECT hash_record_extended("
        + row(columns)
        + ", 7) AS h FROM ONLY "
        + relation.quoted()
        + " AS t OFFSET 0) hashed";
  }

  private static String row(List<Column> columns) {
    var binary = new ArrayList<String>();
    var text = new ArrayList<String>();
    for (var column : columns) {
      (column.binary() ? binary : text).add("t." + Sql.identifier(column.name()));
    }
    if (!text.isEmpty()) {
      binary.add("(ROW(" + String.join(", ", text) + ")::text COLLATE \"C\")");
    }
    return "ROW(" + String.join(", ", binary) + ")";
  }
}
