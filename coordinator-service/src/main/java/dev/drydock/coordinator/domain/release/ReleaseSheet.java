package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about itself in {@code drydock.yaml}: {@code name}, {@code version}, {@code
 * from}. Of YAML it takes just that: plain values, {@code [a, b]} and {@code - a} lists, comments.
 */
record ReleaseSheet(@Nullable String name, @Nullable String version, @Nullable List<String> from) {
  static final String FILE = "drydock.yaml";
  static final ReleaseSheet EMPTY = new ReleaseSheet(null, null, null);

  ReleaseSheet {
    from = from == null ? null : List.copyOf(from);
  }

  static ReleaseSheet parse(String text, Mistakes mistakes) {
    var reader = new Reader(mistakes);
    text.lines().forEach(reader::line);
    return new ReleaseSheet(reader.name, reader.version, reader.from);
  }

  /** As a bundle's canonical form carries it. */
  static String text(ReleaseCoordinates coordinates, List<String> from) {
    return "name: %s\nversion: \"%s\"\nfrom: [%s]\n"
        .formatted(coordinates.name(), coordinates.version(), quoted(from));
  }

  private static String quoted(List<String> from) {
    return String.join(", ", from.stream().map(version -> '"' + version + '"').toList());
  }

  private static final class Reader {
    private final Mistakes mistakes;
    private final Set<String> seen = new HashSet<>();
    private int line;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable List<String> from;
    private boolean inFrom;

    Reader(Mistakes mistakes) {
      this.mistakes = mistakes;
    }

    void line(String raw) {
      line++;
      var text = withoutComment(raw).stripTrailing();
      if (text.isBlank() || text.equals("---")) {
        return;
      }
      if (inFrom && text.strip().startsWith("- ")) {
        var more = new ArrayList<>(from == null ? List.<String>of() : from);
        more.add(plain(text.strip().substring(2)));
        from = more;
        return;
      }
      inFrom = false;
      int colon = text.indexOf(':');
      if (colon < 1 || Character.isWhitespace(text.charAt(0))) {
        mistakes.add(
            line, FILE, "is not understood here; it takes 'name: ', 'version: ', 'from: []'");
        return;
      }
      entry(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }

    private void entry(String key, String value) {
      if (!seen.add(key)) {
        mistakes.add(line, FILE, "'" + EntryNames.shown(key) + "' appears twice");
      }
      switch (key) {
        case "name" -> single(value, text -> name = text);
        case "version" -> single(value, text -> version = text);
        case "from" -> from(value);
        default ->
            mistakes.add(
                line,
                FILE,
                "'" + EntryNames.shown(key) + "' is not known here; name, version and from are");
      }
    }

    private void single(String value, Consumer<String> into) {
      if (value.isEmpty()) {
        mistakes.add(line, FILE, "has no value here");
      } else {
        into.accept(plain(value));
      }
    }

    private void from(String value) {
      inFrom = value.isEmpty();
      if (inFrom) {
        from = List.of();
      } else if (value.startsWith("[") && value.endsWith("]")) {
        from =
            Arrays.stream(value.substring(1, value.length() - 1).split(","))
                .map(Reader::plain)
                .filter(text -> !text.isEmpty())
                .toList();
      } else {
        mistakes.add(line, FILE, "'from' must be a list: [1.0.0, 1.0.1]");
      }
    }

    private static String plain(String value) {
      var text = value.strip();
      boolean quoted = text.length() >= 2 && (isWithin(text, '"') || isWithin(text, '\''));
      return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isWithin(String text, char quote) {
      return text.charAt(0) == quote && text.charAt(text.length() - 1) == quote;
    }

    private static String withoutComment(String raw) {
      int hash = raw.startsWith("#") ? 0 : raw.indexOf(" #");
      return hash < 0 ? raw : raw.substring(0, hash);
    }
  }
}
