package dev.drydock.migration.flyway;

import java.sql.Connection;
import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.database.DatabaseType;
import org.flywaydb.core.internal.jdbc.JdbcTemplate;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlScriptExecutor;
import org.flywaydb.core.internal.sqlscript.SqlScriptExecutorFactory;

/**
 * Executes scripts that were parsed once. What the server says besides (notices, row counts) is
 * dropped: it may hold a tenant's data.
 */
final class SharedScripts implements SqlScriptExecutorFactory {
  private final DatabaseType type;

  SharedScripts(DatabaseType type) {
    this.type = type;
  }

  @Override
  public SqlScriptExecutor createSqlScriptExecutor(
      Connection connection, boolean undo, boolean batch, boolean outputQueryResults) {
    return new Statements(new JdbcTemplate(connection, type));
  }

  /** One connection's executor. */
  private record Statements(JdbcTemplate jdbc) implements SqlScriptExecutor {
    @Override
    public List<Results> execute(SqlScript script, Configuration configuration) {
      try (var statements = script.getSqlStatements()) {
        while (statements.hasNext()) {
          var statement = statements.next();
          var results = statement.execute(jdbc, this, configuration);
          if (results.getException() != null) {
            throw new FlywaySqlScriptException(
                script.getResource(), statement, results.getException(), "");
          }
        }
      }
      return List.of();
    }
  }
}
