package dev.drydock.coordinator.domain.release;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the statements that PostgreSQL refuses inside a transaction, or that end it: what such a
 * script has done is not rolled back when it fails. {@code ALTER TYPE ... ADD VALUE} is none of
 * them since PostgreSQL 12.
 */
final class Transactionality {
  private static final Pattern OUTSIDE_ONLY =
      Pattern.compile(
          "CREATE (UNIQUE )?INDEX CONCURRENTLY\\b.*"
              + "|DROP INDEX CONCURRENTLY\\b.*"
              + "|REINDEX\\b.*\\bCONCURRENTLY\\b.*"
              + "|REINDEX (\\(.*\\) ?)?(DATABASE|SYSTEM|SCHEMA)\\b.*"
              + "|VACUUM\\b.*"
              + "|(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)\\b.*"
              + "|ALTER DATABASE .* SET TABLESPACE\\b.*"
              + "|ALTER SYSTEM\\b.*"
              + "|CLUSTER( VERBOSE)?"
              + "|ALTER TABLE (?>.* DETACH PARTITION ).* CONCURRENTLY"
              + "|DISCARD ALL");

  private static final Pattern ENDS_TRANSACTION =
      Pattern.compile(
          "(BEGIN|START TRANSACTION|COMMIT|END|ABORT|PREPARE TRANSACTION)\\b.*"
              + "|ROLLBACK(?! (WORK |TRANSACTION )?TO\\b).*");

  static boolean of(List<SqlScript.Statement> statements) {
    return statements.stream()
        .map(SqlScript.Statement::words)
        .noneMatch(words ->
            OUTSIDE_ONLY.matcher(words).matches() || ENDS_TRANSACTION.matcher(words).matches());
  }

  private Transactionality() {}
}
