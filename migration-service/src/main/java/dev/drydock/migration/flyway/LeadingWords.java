package dev.drydock.migration.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first words of a statement in upper case, whatever comments stand before and between. */
final class LeadingWords {
  private final String sql;
  private int at;

  private LeadingWords(String sql) {
    this.sql = sql;
  }

  static List<String> of(String sql, int atMost) {
    var statement = new LeadingWords(sql);
    var words = new ArrayList<String>();
    while (words.size() < atMost) {
      statement.skip();
      var word = statement.word();
      if (word.isEmpty()) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  /** The first word of a query, which may stand in parentheses; empty when there is none. */
  static String ofQuery(String sql) {
    var query = new LeadingWords(sql);
    query.skip();
    while (query.at < sql.length() && sql.charAt(query.at) == '(') {
      query.at++;
      query.skip();
    }
    return query.word();
  }

  private void skip() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (sql.startsWith("--", at)) {
        skipLine();
      } else if (sql.startsWith("/*", at)) {
        skipBlock();
      } else if (Character.isWhitespace(c) || c == ';' || c == '\uFEFF') {
        at++;
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
  }

  private void skipBlock() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
  }

  private String word() {
    int begun = at;
    while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
      at++;
    }
    return sql.substring(begun, at).toUpperCase(Locale.ROOT);
  }
}
