package dev.drydock.migration.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.migration.application.TenantQueries;
import dev.drydock.migration.domain.AppliedScript;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.History;
import dev.drydock.migration.domain.SchemaVersion;
import dev.drydock.migration.domain.SqlFailures;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/** Reads history and asks assertions on an open connection to a tenant. */
public final class PostgresQueries implements TenantQueries {
  private static final String HISTORY =
      "SELECT installed_rank, version, description, type, script, checksum, success FROM ";
  private static final String OTHER_TABLES =
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid ="
          + " c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname ="
          + " coalesce(?, current_schema()))";
  private static final String UNDEFINED_TABLE = "42P01";
  private static final int FETCHED_AT_ONCE = 1000;

  @Override
  public History history(Connection connection, @Nullable String schema) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(HISTORY + table(schema) + " ORDER BY installed_rank")) {
      var applied = new ArrayList<AppliedScript>();
      while (rows.next()) {
        applied.add(row(rows));
      }
      return new History(true, true, applied);
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return new History(false, otherTables(connection, schema), List.of());
      }
      throw failed(e);
    }
  }

  @Override
  public Optional<Failure> check(Connection connection, Assertion assertion) {
    try {
      connection.setAutoCommit(false);
      try {
        connection.setReadOnly(true);
        long rows = count(connection, assertion.sql());
        return rows == 0
            ? Optional.empty()
            : Optional.of(
                Failure.of(FailureCode.ASSERTION_FAILED, assertion.name())
                    .withCount(rows)
                    .withAdvice("Run the assertion on the kept copy to see the rows."));
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      return Optional.of(notAnswered(assertion, e));
    }
  }

  /** A lost connection, or a lock that did not come, says nothing about the tenant. */
  private static Failure notAnswered(Assertion assertion, SQLException e) {
    var code = SqlFailures.codeOf(e.getSQLState());
    if (code.kind() == FailureCode.Kind.TRANSIENT) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(code, assertion.name()).withSqlState(e.getSQLState()));
    }
    boolean tooSlow = code == FailureCode.STATEMENT_TIMEOUT;
    return Failure.of(tooSlow ? code : FailureCode.ASSERTION_INVALID, assertion.name())
        .withSqlState(e.getSQLState());
  }

  @Override
  public String role(Connection connection) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT current_user")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      long count = 0;
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          count++;
        }
      }
      return count;
    }
  }

  private static AppliedScript row(ResultSet rows) throws SQLException {
    var version = rows.getString("version");
    return new AppliedScript(
        rows.getInt("installed_rank"),
        version == null ? null : SchemaVersion.parse(version).orElse(null),
        rows.getString("description"),
        rows.getString("type"),
        rows.getString("script"),
        rows.getObject("checksum", Integer.class),
        rows.getBoolean("success"));
  }

  private static boolean otherTables(Connection connection, @Nullable String schema) {
    try (var statement = connection.prepareStatement(OTHER_TABLES)) {
      statement.setString(1, schema);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static String table(@Nullable String schema) throws SQLException {
    var table = new StringBuilder();
    if (schema != null) {
      Utils.escapeIdentifier(table, schema).append('.');
    }
    return table.append("flyway_schema_history").toString();
  }

  private static TenantDatabaseFailure failed(SQLException e) {
    var code = SqlFailures.codeOf(e.getSQLState());
    var failure = Failure.of(code).withSqlState(e.getSQLState());
    return code.kind() == FailureCode.Kind.TRANSIENT
        ? new TenantDatabaseFailure.Transient(failure)
        : new TenantDatabaseFailure.Permanent(failure);
  }
}
