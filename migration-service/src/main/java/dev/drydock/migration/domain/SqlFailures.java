package dev.drydock.migration.domain;

import dev.drydock.contracts.FailureCode;
import org.jspecify.annotations.Nullable;

/** What an SQLSTATE means to us (PostgreSQL, appendix A). */
public final class SqlFailures {

  private static final String DISTURBED_DRIVER = "99999";

  public static FailureCode codeOf(@Nullable String sqlState) {
    if (sqlState == null) {
      return FailureCode.SQL_ERROR;
    }
    if (connectionLost(sqlState)) {
      return FailureCode.UNREACHABLE;
    }
    return switch (sqlState) {
      case "23503" -> FailureCode.FOREIGN_KEY_VIOLATION;
      case "23505" -> FailureCode.UNIQUE_VIOLATION;
      case "23502" -> FailureCode.NOT_NULL_VIOLATION;
      case "23514" -> FailureCode.CHECK_VIOLATION;
      case "55P03", "40P01", "40001" -> FailureCode.LOCK_TIMEOUT;
      case "57014" -> FailureCode.STATEMENT_TIMEOUT;
      case "53100" -> FailureCode.DISK_FULL;
      default -> shortOfResources(sqlState) ? FailureCode.INTERNAL : FailureCode.SQL_ERROR;
    };
  }

  /** Whether nobody can say any more what became of the statement. */
  public static boolean connectionLost(@Nullable String sqlState) {
    return sqlState != null
        && (sqlState.startsWith("08")
            || sqlState.startsWith("57P")
            || sqlState.equals(DISTURBED_DRIVER));
  }

  /** Memory, connections: the statement itself is not to blame. */
  private static boolean shortOfResources(String sqlState) {
    return sqlState.startsWith("53");
  }

  private SqlFailures() {}
}
