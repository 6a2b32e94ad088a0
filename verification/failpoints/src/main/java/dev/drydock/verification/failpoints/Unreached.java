package dev.drydock.verification.failpoints;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Cases that cannot fire, each with the reason; {@code unreached.txt} explains its form. */
final class Unreached {
  private final Map<String, String> reasons = new HashMap<>();

  static Unreached listed() {
    try (var in = Objects.requireNonNull(Unreached.class.getResourceAsStream("unreached.txt"))) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Unreached parse(String text) {
    var unreached = new Unreached();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\\s+", 3))
        .forEach(words -> unreached.reasons.put(words[0] + "/" + words[1], words[2]));
    return unreached;
  }

  /** The names of the points in it. */
  Set<String> points() {
    return reasons.keySet().stream()
        .map(key -> key.substring(0, key.indexOf('/')))
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<String> why(Case unreached) {
    var point = unreached.point().name();
    return Optional.ofNullable(reasons.get(point + "/*"))
        .or(() -> Optional.ofNullable(reasons.get(point + "/" + Case.word(unreached.action()))));
  }
}
