package dev.drydock.tenantdatabases.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The catalogue of some schemas as lines, one per fact, read in one round trip for all of them. */
final class CatalogueLines {
  /** Flyway's, with its index and constraint. */
  static final String HISTORY = "flyway_schema_history";

  private CatalogueLines() {}

  /**
   * @param subject the table, type or routine that the line is about
   * @param structural {@code false} for owners, grants and comments
   * @param aboutCollation whether it defines one
   */
  record Line(String subject, boolean structural, boolean aboutCollation, String text) {
    Line withPrefix(String prefix) {
      return new Line(subject, structural, aboutCollation, prefix + text);
    }

    boolean aboutHistory() {
      return subject.startsWith(HISTORY);
    }
  }

  /** Lines by schema; a schema that does not exist has none. */
  static Map<String, List<Line>> of(Connection connection, Collection<String> schemas)
      throws SQLException {
    var found = new HashMap<String, List<Line>>();
    schemas.forEach(schema -> found.put(schema, new ArrayList<>()));
    Sql.list(
        connection,
        CatalogueSql.LINES,
        row ->
            found
                .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .add(line(row.getString(2), row.getString(3), row.getString(4))),
        (Object) schemas.toArray(String[]::new));
    return found;
  }

  /** What belongs to a database and to no schema of it. */
  static List<Line> ofDatabase(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        OtherCatalogueSql.OF_DATABASE,
        row -> line(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** Only expressions are brought into another form: the rest is as somebody wrote it. */
  private static Line line(String subject, String kind, String text) {
    return new Line(
        subject,
        !kind.equals("RIGHT"),
        kind.equals("DEFINITION") && text.startsWith("collation "),
        kind.equals("EXPRESSION") ? Expressions.canonical(text) : text);
  }

  /** All schemas but the system's and ours. */
  static List<String> schemas(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^(pg_|_drydock)'"
            + " AND nspname <> 'information_schema' ORDER BY 1",
        row -> row.getString(1));
  }
}
