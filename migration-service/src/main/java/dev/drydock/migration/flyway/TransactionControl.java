package dev.drydock.migration.flyway;

import java.util.List;
import org.flywaydb.core.internal.sqlscript.SqlScript;

/**
 * Scripts that end their own transaction: what they did before stays, whatever comes after. A
 * procedure called inside a transaction cannot end it (SQLSTATE 2D000), nor can a {@code DO} block.
 */
final class TransactionControl {
  static boolean in(SqlScript script) {
    try (var statements = script.getSqlStatements()) {
      while (statements.hasNext()) {
        if (ends(LeadingWords.of(statements.next().getSql(), 3))) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean ends(List<String> words) {
    return switch (word(words, 0)) {
      case "COMMIT", "END", "ABORT", "BEGIN" -> true;
      case "START", "PREPARE" -> word(words, 1).equals("TRANSACTION");
      case "ROLLBACK" -> !toSavepoint(words);
      default -> false;
    };
  }

  private static boolean toSavepoint(List<String> words) {
    return switch (word(words, 1)) {
      case "TO" -> true;
      case "WORK", "TRANSACTION" -> word(words, 2).equals("TO");
      default -> false;
    };
  }

  private static String word(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private TransactionControl() {}
}
