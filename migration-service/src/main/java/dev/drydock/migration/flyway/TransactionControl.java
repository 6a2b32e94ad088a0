package dev.drydock.migration.flyway;

import java.util.regex.Pattern;
import org.flywaydb.core.internal.sqlscript.SqlScript;

/** Scripts that end their own transaction: what they did before stays, whatever comes after. */
final class TransactionControl {
  private static final Pattern ENDS =
      Pattern.compile(
          "\\s*(COMMIT|ROLLBACK(?!\\s+TO\\b)|ABORT|END|BEGIN|START\\s+TRANSACTION|PREPARE\\s+TRANSACTION)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static boolean in(SqlScript script) {
    try (var statements = script.getSqlStatements()) {
      while (statements.hasNext()) {
        if (ENDS.matcher(statements.next().getSql()).matches()) {
          return true;
        }
      }
      return false;
    }
  }

  private TransactionControl() {}
}
