package dev.drydock.tenantdatabases.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings an expression as the server writes it into the form that it has after a dump and a
 * restore. {@code (ARRAY['a'::varchar, 'b'::varchar])::text[]} comes back with the cast on each
 * element; see ADR 0005. What stands in quotes stays as it is.
 */
final class Expressions {
  private static final String START = "(ARRAY[";

  /** No text of the server's contains it. */
  private static final String MARK = "\u0000";

  private static final Pattern QUOTED =
      Pattern.compile("'[^']*+'|\"[^\"]*+\"|(\\$(?:[A-Za-z_]\\w*)?\\$)(?s:.*?)\\1");
  private static final Pattern MARKED = Pattern.compile(MARK + "(\\d+)" + MARK);
  private static final Pattern CAST =
      Pattern.compile("\\]\\)::([\\w ." + MARK + "]+?(?:\\([\\d,]+\\))?)\\[\\]");

  private Expressions() {}

  static String canonical(String expression) {
    if (!expression.contains(START)) {
      return expression;
    }
    var quoted = new ArrayList<String>();
    var masked =
        QUOTED
            .matcher(expression)
            .replaceAll(found -> {
              quoted.add(found.group());
              return MARK + (quoted.size() - 1) + MARK;
            });
    return MARKED
        .matcher(withCastsInside(masked))
        .replaceAll(
            found -> Matcher.quoteReplacement(quoted.get(Integer.parseInt(found.group(1)))));
  }

  private static String withCastsInside(String expression) {
    var rest = expression;
    var done = new StringBuilder();
    for (int at = rest.indexOf(START); at >= 0; at = rest.indexOf(START)) {
      var from = at + START.length();
      var end = closingBracket(rest, from);
      var cast = CAST.matcher(rest);
      if (end < 0 || !cast.find(end) || cast.start() != end) {
        done.append(rest, 0, from);
        rest = rest.substring(from);
        continue;
      }
      done.append(rest, 0, at).append("ARRAY[");
      var separator = "";
      for (var element : elements(rest.substring(from, end))) {
        done.append(separator).append('(').append(withCastsInside(element));
        done.append(")::").append(cast.group(1));
        separator = ", ";
      }
      done.append(']');
      rest = rest.substring(cast.end());
    }
    return done.append(rest).toString();
  }

  private static List<String> elements(String list) {
    var found = new ArrayList<String>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0) {
        found.add(list.substring(from, i).strip());
        from = i + 1;
      }
    }
    found.add(list.substring(from).strip());
    return found;
  }

  private static int closingBracket(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ']' && depth == 0) {
        return i;
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    }
    return -1;
  }
}
