package dev.drydock.coordinator.domain.release;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of a zip's entries: relative, plain, and nowhere outside. */
final class EntryNames {

  /** What is wrong with it, {@code null} when nothing is. */
  static @Nullable String wrongWith(String name) {
    if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > 255) {
      return "an entry's name has 1 to 255 bytes";
    }
    if (name.codePoints().anyMatch(EntryNames::isUnseen)) {
      return "an entry's name must not hold control characters";
    }
    if (name.indexOf('\\') >= 0) {
      return "an entry's name separates folders by '/', not by '\\'";
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      return "an entry's name must be relative";
    }
    var parts =
        List.of((name.endsWith("/") ? name.substring(0, name.length() - 1) : name).split("/", -1));
    if (parts.contains("..") || parts.contains(".") || parts.contains("")) {
      return "an entry's name must not hold '..', '.' or an empty folder";
    }
    return null;
  }

  /** Fit for one line of a message. */
  static String shown(String name) {
    var shown = new StringBuilder();
    name.codePoints().limit(120).forEach(c -> shown.appendCodePoint(isUnseen(c) ? '?' : c));
    return shown.toString();
  }

  private static boolean isUnseen(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.UNASSIGNED
        || type == Character.SURROGATE;
  }

  private EntryNames() {}
}
