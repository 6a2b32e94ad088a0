package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/** Statements, and what the server's refusals mean to us; its message texts go nowhere. */
final class Sql {
  private Sql() {}

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      try (var rows = statement.executeQuery()) {
        var found = new ArrayList<T>();
        while (rows.next()) {
          found.add(reader.read(rows));
        }
        return found;
      }
    }
  }

  static <T> Optional<T> first(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    return list(connection, sql, reader, arguments).stream().findFirst();
  }

  static String text(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    return first(connection, sql, row -> Optional.ofNullable(row.getString(1)), arguments)
        .flatMap(value -> value)
        .orElse("");
  }

  static long number(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    return first(connection, sql, row -> row.getLong(1), arguments).orElse(0L);
  }

  static boolean truth(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    return first(connection, sql, row -> row.getBoolean(1), arguments).orElse(false);
  }

  static int update(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return statement.executeUpdate();
    }
  }

  /** Runs statements without parameters; several may be joined by semicolons. */
  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String identifier(String name) {
    try {
      return Utils.escapeIdentifier(null, name).toString();
    } catch (SQLException e) {
      throw new IllegalArgumentException("not an identifier", e);
    }
  }

  static String literal(String value) {
    try {
      return "'" + Utils.escapeLiteral(null, value, true) + "'";
    } catch (SQLException e) {
      throw new IllegalArgumentException("not a literal", e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof String[] texts) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
      } else {
        statement.setObject(i + 1, arguments[i]);
      }
    }
  }

  /** What to throw for a refusal of the server. */
  static TenantDatabaseFailure failure(SQLException refusal) {
    var state = refusal.getSQLState();
    var code = code(state == null ? "" : state);
    var failure = Failure.of(code).withSqlState(state);
    return code.kind() == FailureCode.Kind.TRANSIENT
        ? new TenantDatabaseFailure.Transient(failure)
        : new TenantDatabaseFailure.Permanent(failure);
  }

  private static FailureCode code(String state) {
    return switch (state) {
      case "3D000" -> FailureCode.DATABASE_MISSING;
      case "3F000" -> FailureCode.SCHEMA_MISSING;
      case "42501" -> FailureCode.GRANT_MISSING;
      case "42704" -> FailureCode.WRITER_ROLE_MISSING;
      case "55P03", "40001", "40P01" -> FailureCode.LOCK_TIMEOUT;
      case "55006" -> FailureCode.SESSIONS_REMAIN;
      case "53100" -> FailureCode.DISK_FULL;
      case "57014" -> FailureCode.STATEMENT_TIMEOUT;
      case "25P03" -> FailureCode.UNREACHABLE;
      // the driver's, when it was disturbed while it connected
      case "99999" -> FailureCode.UNREACHABLE;
      default -> codeOfClass(state.length() < 2 ? "" : state.substring(0, 2));
    };
  }

  private static FailureCode codeOfClass(String stateClass) {
    return switch (stateClass) {
      case "08", "57" -> FailureCode.UNREACHABLE;
      case "28" -> FailureCode.CREDENTIAL_REJECTED;
      case "", "40", "53", "55", "58", "XX" -> FailureCode.INTERNAL;
      default -> FailureCode.SQL_ERROR;
    };
  }
}
