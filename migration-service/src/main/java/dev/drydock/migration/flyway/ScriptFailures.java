package dev.drydock.migration.flyway;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.SqlFailures;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;

/** Turns what Flyway throws into script, line and SQLSTATE; no text of it gets out. */
final class ScriptFailures {

  static ScriptFailed of(Throwable thrown, String script) {
    var sql = cause(thrown, SQLException.class);
    var statement = cause(thrown, FlywaySqlScriptException.class);
    var state = sql.map(SQLException::getSQLState).orElse(null);
    var failure =
        Failure.of(
                sql.isPresent() ? SqlFailures.codeOf(state) : FailureCode.SQL_ERROR,
                statement.map(ScriptFailures::resource).orElse(script))
            .withSqlState(state)
            .withLine(statement.map(s -> line(s, sql)).orElse(0));
    return new ScriptFailed(failure);
  }

  private static String resource(FlywaySqlScriptException statement) {
    return statement.getResource().getRelativePath();
  }

  /** The line that the server points at, or else the statement's first. */
  private static int line(FlywaySqlScriptException failed, Optional<SQLException> sql) {
    int position =
        sql.filter(PSQLException.class::isInstance)
            .map(e -> ((PSQLException) e).getServerErrorMessage())
            .map(message -> message.getPosition())
            .orElse(0);
    var text = failed.getStatement();
    return failed.getLineNumber()
        + (int) text.chars().limit(Math.max(0, position - 1)).filter(c -> c == '\n').count();
  }

  private static <T> Optional<T> cause(Throwable thrown, Class<T> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  private ScriptFailures() {}
}
