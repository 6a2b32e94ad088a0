package dev.drydock.tenantdatabases.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Brings an expression as the server writes it into the form that it has after a dump and a
 * restore. {@code (ARRAY['a'::varchar, 'b'::varchar])::text[]} comes back with the cast on each
 * element; see ADR 0005.
 */
final class Expressions {
  private static final String START = "(ARRAY[";
  private static final Pattern CAST = Pattern.compile("\\]\\)::([a-z0-9_ \".]+?)\\[\\]");

  private Expressions() {}

  static String canonical(String expression) {
    var rest = expression;
    var done = new StringBuilder();
    for (int at = rest.indexOf(START); at >= 0; at = rest.indexOf(START)) {
      var end = closingBracket(rest, at + START.length());
      var cast = CAST.matcher(rest);
      if (end < 0 || !cast.find(end) || cast.start() != end) {
        done.append(rest, 0, at + START.length());
        rest = rest.substring(at + START.length());
        continue;
      }
      done.append(rest, 0, at).append("ARRAY[");
      var separator = "";
      for (var element : elements(rest.substring(at + START.length(), end))) {
        done.append(separator).append('(').append(element).append(")::").append(cast.group(1));
        separator = ", ";
      }
      done.append(']');
      rest = rest.substring(cast.end());
    }
    return done.append(rest).toString().replace("(ARRAY[", "ARRAY[").replace("])", "]");
  }

  private static List<String> elements(String list) {
    var found = new ArrayList<String>();
    int from = 0;
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      quoted = (c == '\'') != quoted;
      if (!quoted) {
        depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
        if (c == ',' && depth == 0) {
          found.add(list.substring(from, i).strip());
          from = i + 1;
        }
      }
    }
    found.add(list.substring(from).strip());
    return found;
  }

  private static int closingBracket(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted = (c == '\'') != quoted;
      if (!quoted && c == ']' && depth == 0) {
        return i;
      }
      if (!quoted) {
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      }
    }
    return -1;
  }
}
