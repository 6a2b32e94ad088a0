package dev.drydock.verification.fleet.observation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows. */
final class Rows {
  private Rows() {}

  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static <T> List<T> of(Connection connection, String sql, Reader<T> reader) throws SQLException {
    var rows = new ArrayList<T>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  static List<String> texts(Connection connection, String sql) throws SQLException {
    return of(connection, sql, row -> row.getString(1));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
