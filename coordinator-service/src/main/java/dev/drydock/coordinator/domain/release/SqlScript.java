package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The statements of a PostgreSQL script, without comments and the insides of quotes. It knows as
 * much SQL as is needed to find where a statement ends; the server is the judge of the rest.
 */
final class SqlScript {
  private static final Pattern COPY_FROM_STDIN = Pattern.compile("COPY\\b.*\\bFROM STDIN\\b.*");

  /** A line of nothing else, as Flyway looks for it: without one it would look for ever. */
  private static final Pattern COPY_END =
      Pattern.compile("\\n[\\x00-\\x20&&[^\\n]]*\\\\\\.[\\x00-\\x20&&[^\\n]]*(\\n|\\z)");

  private static final Pattern ATOMIC = Pattern.compile("\\bBEGIN ATOMIC\\b");

  /**
   * One statement.
   *
   * @param line it begins on
   * @param words upper case, one space apart; quoted things are {@code ''} and {@code ""}
   */
  record Statement(int line, String words) {}

  private final String text;
  private final String file;
  private final Mistakes mistakes;
  private final List<Statement> statements = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int at;
  private int line = 1;
  private int statementLine = 1;
  private int counted = -1;
  private int open;

  private SqlScript(String text, String file, Mistakes mistakes) {
    this.text = text;
    this.file = file;
    this.mistakes = mistakes;
  }

  static List<Statement> statements(String text, String file, Mistakes mistakes) {
    var script = new SqlScript(text, file, mistakes);
    while (script.at < text.length()) {
      script.step();
    }
    if (script.copies()) {
      mistakes.add(script.line, file, "a COPY ... FROM STDIN has neither data nor their end (\\.)");
    }
    script.endStatement();
    return script.statements;
  }

  private void step() {
    char c = text.charAt(at);
    if (c == '\n' || Character.isWhitespace(c)) {
      space();
    } else if (text.startsWith("--", at)) {
      skipTo("\n", false);
    } else if (text.startsWith("/*", at)) {
      comment();
    } else if (c == '\'') {
      quoted('\'', followsEscapePrefix());
    } else if (c == '"') {
      quoted('"', false);
    } else if (c == '$' && dollarTag() != null) {
      dollarQuoted();
    } else if (c == ';') {
      at++;
      semicolon();
    } else if (c == '\\') {
      mistakes.add(line, file, "holds a psql command (\\...), which is not SQL");
      skipTo("\n", false);
    } else {
      word(c);
    }
  }

  private void word(char c) {
    if (words.isEmpty()) {
      statementLine = line;
    }
    words.append(Character.toUpperCase(c));
    at++;
  }

  private void space() {
    line += text.charAt(at) == '\n' ? 1 : 0;
    at++;
    gap();
  }

  private void gap() {
    if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  private void comment() {
    int begun = line;
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        line += text.charAt(at) == '\n' ? 1 : 0;
        at++;
      }
    } while (depth > 0 && at < text.length());
    if (depth > 0) {
      mistakes.add(begun, file, "a comment that opens here is never closed");
    }
    gap();
  }

  private boolean followsEscapePrefix() {
    return at > 0
        && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
        && (at < 2 || !Character.isLetterOrDigit(text.charAt(at - 2)));
  }

  private void quoted(char quote, boolean backslashEscapes) {
    int begun = line;
    word(quote);
    while (at < text.length()) {
      char c = text.charAt(at++);
      line += c == '\n' ? 1 : 0;
      if (c == '\\' && backslashEscapes && at < text.length()) {
        line += text.charAt(at++) == '\n' ? 1 : 0;
      } else if (c == quote) {
        words.append(quote);
        return;
      }
    }
    mistakes.add(begun, file, "a quote that opens here is never closed");
  }

  private @org.jspecify.annotations.Nullable String dollarTag() {
    if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      return null;
    }
    int end = at + 1;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == '$';
    boolean digit = Character.isDigit(text.charAt(Math.min(at + 1, text.length() - 1)));
    return closed && !digit ? text.substring(at, end + 1) : null;
  }

  private void dollarQuoted() {
    var tag = String.valueOf(dollarTag());
    int begun = line;
    if (words.isEmpty()) {
      statementLine = line;
    }
    at += tag.length();
    words.append("''");
    if (!skipTo(tag, true)) {
      mistakes.add(begun, file, "a dollar quote that opens here is never closed");
    }
  }

  /** Whether it was there; counts the lines passed. */
  private boolean skipTo(String end, boolean past) {
    int found = text.indexOf(end, at);
    int to = found < 0 ? text.length() : past ? found + end.length() : found;
    line += (int) text.substring(at, to).chars().filter(c -> c == '\n').count();
    at = to;
    return found >= 0;
  }

  private void semicolon() {
    if (insideAtomicBody()) {
      words.append("; ");
      return;
    }
    boolean copies = copies();
    endStatement();
    if (copies) {
      copyData();
    }
  }

  private boolean copies() {
    return COPY_FROM_STDIN.matcher(words).matches();
  }

  private void copyData() {
    int begun = line;
    var end = COPY_END.matcher(text);
    boolean ended = end.find(at);
    int to = ended ? end.end() : text.length();
    line += (int) text.substring(at, to).chars().filter(c -> c == '\n').count();
    at = to;
    if (!ended) {
      mistakes.add(begun, file, "the data of a COPY ... FROM STDIN has no end (\\.)");
    }
  }

  /**
   * A body of SQL's own form ends by the END that closes it, not by its semicolons. What was
   * counted at one is not counted again at the next.
   */
  private boolean insideAtomicBody() {
    if (counted < 0) {
      var body = ATOMIC.matcher(words);
      if (!body.find()) {
        return false;
      }
      counted = body.start();
    }
    for (var word : words.substring(counted).split("[^A-Z_]+")) {
      open += word.equals("BEGIN") || word.equals("CASE") ? 1 : word.equals("END") ? -1 : 0;
    }
    counted = words.length();
    return open > 0;
  }

  private void endStatement() {
    var statement = words.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(new Statement(statementLine, statement.toUpperCase(Locale.ROOT)));
    }
    words.setLength(0);
    counted = -1;
    open = 0;
  }
}
