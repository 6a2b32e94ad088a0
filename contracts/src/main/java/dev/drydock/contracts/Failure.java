package dev.drydock.contracts;

import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not happen, as data: never the text of an exception, which may hold a row's
 * values or a URL with a password.
 *
 * @param code stable, {@code UPPER_SNAKE}; what failures are grouped by
 * @param subject the named thing: a script, an assertion, a role, a column; {@code null} when there
 *     is none
 * @param line of the script, 1-based, 0 when unknown
 * @param sqlState five characters, {@code null} when no database said no
 * @param count rows, bytes or attempts, by code; 0 when it means nothing
 * @param advice one sentence: what the operator does next; written by us, holds no data of the
 *     tenant
 */
public record Failure(
    FailureCode code,
    @Nullable String subject,
    int line,
    @Nullable String sqlState,
    long count,
    @Nullable String advice) {

  public static Failure of(FailureCode code) {
    return new Failure(code, null, 0, null, 0, null);
  }

  public static Failure of(FailureCode code, String subject) {
    return new Failure(code, subject, 0, null, 0, null);
  }

  public Failure withAdvice(String text) {
    return new Failure(code, subject, line, sqlState, count, text);
  }

  public Failure withSqlState(@Nullable String state) {
    return new Failure(code, subject, line, state, count, advice);
  }

  public Failure withCount(long n) {
    return new Failure(code, subject, line, sqlState, n, advice);
  }

  public Failure withLine(int n) {
    return new Failure(code, subject, n, sqlState, count, advice);
  }

  /** One line for people: {@code V1_1_2__orders_shop.sql:7 foreign key violation (23503)}. */
  public String summary() {
    var words = new StringJoiner(" ");
    if (subject != null) {
      words.add(line > 0 ? subject + ":" + line : subject);
    }
    words.add(code.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (sqlState != null) {
      words.add("(" + sqlState + ")");
    }
    if (count > 0) {
      words.add("[" + count + "]");
    }
    return words.toString();
  }
}
