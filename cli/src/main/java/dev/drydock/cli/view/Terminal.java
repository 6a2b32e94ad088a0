package dev.drydock.cli.view;

import java.util.Map;

/**
 * What the terminal can do: the launcher says whether stderr is one, {@code NO_COLOR} and {@code
 * TERM=dumb} switch the rest off.
 *
 * @param live redrawing in place works
 * @param colour escape sequences for colour work
 * @param columns width in characters
 */
public record Terminal(boolean live, boolean colour, int columns) {
  private static final int DEFAULT_COLUMNS = 100;

  public static Terminal of(Map<String, String> environment) {
    var terminal = "1".equals(environment.getOrDefault("DRYDOCK_TTY", ""));
    var dumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
    var plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(terminal && !dumb, terminal && !dumb && !plain, columns(environment));
  }

  private static int columns(Map<String, String> environment) {
    var columns = environment.getOrDefault("DRYDOCK_COLUMNS", "");
    return columns.matches("\\d{2,4}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
  }

  String red(String text) {
    return coloured("31", text);
  }

  String green(String text) {
    return coloured("32", text);
  }

  String yellow(String text) {
    return coloured("33", text);
  }

  String bold(String text) {
    return coloured("1", text);
  }

  private String coloured(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
