package dev.drydock.access;

import org.jspecify.annotations.Nullable;

/** Text from outside, made fit for one line of a log or a message. */
public final class SafeText {
  private static final int MAX_LENGTH = 120;

  /** Control, format and line-separator characters become {@code ?}; cut after 120 characters. */
  public static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    var safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH + 1));
    text.codePoints().limit(MAX_LENGTH).forEach(c -> safe.appendCodePoint(isPlain(c) ? c : '?'));
    return text.codePointCount(0, text.length()) > MAX_LENGTH ? safe + "…" : safe.toString();
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  private SafeText() {}
}
