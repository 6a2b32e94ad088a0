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
   * Each table's columns in their order and how each is hashed: as it is, where its hash tells all
   * values apart that differ; as the bytes that its send function gives, where the hash folds 64
   * bits into 32 or leaves out a sign; else as text. Of an extension's tables those whose rows a
   * dump carries, with the condition for them.
   */
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, c.relkind, coalesce(e.condition, ''), a.attname,
          CASE
            WHEN t.typtype <> 'b' OR t.typnamespace <> 'pg_catalog'::regnamespace THEN 'TEXT'
            WHEN t.typname IN ('bool', 'int2', 'int4', 'bytea', 'uuid', 'date', 'name', 'char',
              'macaddr', 'oid') THEN 'HASH'
            WHEN t.typname IN ('text', 'varchar') AND coalesce(l.collisdeterministic, true)
              THEN 'HASH'
            WHEN t.typname IN ('int8', 'time', 'timestamp', 'timestamptz', 'numeric')
              THEN t.typsend::text
            ELSE 'TEXT' END
      FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN LATERAL (
          SELECT x.extcondition[pg_catalog.array_position(x.extconfig, c.oid)] AS condition
          FROM pg_catalog.pg_extension x WHERE c.oid = ANY (x.extconfig)) e ON true
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND c.relkind = 'r'
        LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'S') AND c.relpersistence <> 't'
        AND (e.condition IS NOT NULL
          OR NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
            AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'))
      ORDER BY 1, 2, a.attnum
      """;

  /** With owners and grants, which a dump carries. */
  private static final String LARGE_OBJECTS =
      """
      SELECT pg_catalog.concat_ws(' ', 'large objects',
        (SELECT count(*) || ' ' || %1$s FROM (
          SELECT %2$s AS h FROM pg_catalog.pg_largeobject t OFFSET 0) pages),
        (SELECT count(*) || ' ' || %1$s FROM (
          SELECT %3$s AS h FROM (
            SELECT m.oid, pg_catalog.pg_get_userbyid(m.lomowner) AS owner, (
              SELECT pg_catalog.string_agg(item, ',' ORDER BY item)
              FROM (SELECT pg_catalog.concat_ws(' ', CASE WHEN g.grantee = 0 THEN 'public'
                    ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
                  g.privilege_type, g.is_grantable) AS item
                FROM pg_catalog.aclexplode(coalesce(m.lomacl,
                  pg_catalog.acldefault('L', m.lomowner))) g) items) AS grants,
              pg_catalog.obj_description(m.oid, 'pg_largeobject') AS comment
            FROM pg_catalog.pg_largeobject_metadata m) t OFFSET 0) objects))
      """
          .formatted(summed(), hashed("t.loid, t.pageno, t.data"), hashed("t.oid, ROW(t.*)::text"));

  private ContentSums() {}

  /** One relation's line; {@code rows} is 0 for a sequence. */
  record Sum(String schema, String line, long rows) {}

  /**
   * @param condition of an extension's table, {@code WHERE} included; empty for all rows
   */
  private record Relation(String schema, String name, boolean sequence, String condition) {
    String quoted() {
      return Sql.identifier(schema) + "." + Sql.identifier(name);
    }

    String rows() {
      return condition.isEmpty()
          ? "ONLY " + quoted()
          : "(SELECT * FROM ONLY " + quoted() + " " + condition + ")";
    }
  }

  /**
   * @param how {@code HASH}, {@code TEXT} or the name of a send function
   */
  private record Column(String name, String how) {
    boolean asText() {
      return how.equals("TEXT");
    }

    String value() {
      var value = "t." + Sql.identifier(name);
      return asText() || how.equals("HASH") ? value : "pg_catalog." + how + "(" + value + ")";
    }
  }

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
    var line = Sql.text(connection, LARGE_OBJECTS);
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
              new Relation(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3).equals("S"),
                  row.getString(4));
          var columns = found.computeIfAbsent(relation, _ -> new ArrayList<>());
          var name = row.getString(5);
          return name != null && columns.add(new Column(name, row.getString(6)));
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

  private static String table(int i, Relation relation, List<Column> columns) {
    if (columns.isEmpty()) {
      return "SELECT " + i + ", count(*), '' FROM " + relation.rows() + " AS t";
    }
    return "SELECT %d, count(*), %s FROM (SELECT %s AS h FROM %s AS t OFFSET 0) hashed"
        .formatted(i, summed(), hashed(values(columns)), relation.rows());
  }

  private static String values(List<Column> columns) {
    var values = new ArrayList<String>();
    var text = new ArrayList<String>();
    for (var column : columns) {
      (column.asText() ? text : values).add(column.value());
    }
    if (!text.isEmpty()) {
      values.add("(ROW(" + String.join(", ", text) + ")::text COLLATE \"C\")");
    }
    return String.join(", ", values);
  }

  /** Of one row, 64 bits, as bytes: a hash of a 64-bit integer would keep 32 of them. */
  private static String hashed(String values) {
    return "pg_catalog.int8send(pg_catalog.hash_record_extended(ROW(" + values + "), 7))";
  }

  /**
   * The hash of a record is linear in those of its fields: summed over rows it would not notice two
   * rows that swapped a value. So each row's hash {@code h} is hashed again before it is summed.
   */
  private static String summed() {
    return "pg_catalog.concat(sum(pg_catalog.hash_record_extended(ROW(h), 11)), ' ',"
        + " sum(pg_catalog.hash_record_extended(ROW(h), 13)))";
  }
}
