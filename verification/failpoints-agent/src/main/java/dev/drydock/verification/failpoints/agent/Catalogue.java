package dev.drydock.verification.failpoints.agent;

import dev.drydock.verification.failpoints.agent.Point.Moment;
import dev.drydock.verification.failpoints.agent.Point.Provocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The failpoints by name; the resource {@code failpoints.txt} explains its own form. */
public final class Catalogue {
  private static final String RESOURCE = "failpoints.txt";

  private final Map<String, String> packages = new HashMap<>();
  private final List<Point> points = new ArrayList<>();

  private Catalogue() {}

  /** All points, in the order of the file. */
  public static List<Point> points() {
    try (var in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Point> parse(String text) {
    var catalogue = new Catalogue();
    text.lines()
        .map(line -> line.replaceFirst("\\s*#\\s.*|^#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(catalogue::read);
    return List.copyOf(catalogue.points);
  }

  private void read(String line) {
    var words = List.of(line.split("\\s+"));
    if (words.getFirst().startsWith("$")) {
      packages.put(words.getFirst(), words.getLast());
      return;
    }
    if (words.size() < 4) {
      throw new IllegalArgumentException("name, services, place and moment are needed: " + line);
    }
    var attributes = attributes(words.subList(4, words.size()));
    for (var service : words.get(1).split(",", -1)) {
      for (var moment : moments(words.get(3)).entrySet()) {
        points.add(
            point(
                service + "." + words.getFirst() + moment.getKey(),
                service,
                words.get(2),
                moment.getValue(),
                attributes));
      }
    }
  }

  private static Map<String, String> attributes(List<String> words) {
    var attributes = new HashMap<String, String>();
    for (var word : words) {
      var parts = word.split("=", 2);
      attributes.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    return attributes;
  }

  private static Map<String, Moment> moments(String word) {
    return switch (word) {
      case "before" -> Map.of("", Moment.BEFORE);
      case "after" -> Map.of("", Moment.AFTER);
      case "committed" -> Map.of("", Moment.COMMITTED);
      case "around" -> Map.of(".before", Moment.BEFORE, ".after", Moment.AFTER);
      case "commit" -> Map.of(".uncommitted", Moment.AFTER, ".committed", Moment.COMMITTED);
      default -> throw new IllegalArgumentException("no moment: " + word);
    };
  }

  private Point point(
      String name, String service, String place, Moment moment, Map<String, String> attributes) {
    var method = place.substring(place.indexOf('#') + 1);
    int brace = method.indexOf('(');
    var caller = attributes.get("in");
    return new Point(
        name,
        service,
        full(place.substring(0, place.indexOf('#'))),
        brace < 0 ? method : method.substring(0, brace),
        brace < 0 ? null : parameters(method.substring(brace + 1, method.length() - 1)),
        moment,
        attributes.containsKey("engine"),
        caller == null ? null : full(caller),
        Integer.parseInt(attributes.getOrDefault("hit", "1")),
        attributes.containsKey("whole-rollback"),
        provocation(attributes.get("after"), service));
  }

  private String full(String type) {
    int dot = type.indexOf('.');
    var known = dot < 0 ? null : packages.get(type.substring(0, dot));
    return known == null ? type : known + type.substring(dot);
  }

  private static List<String> parameters(String words) {
    return words.isEmpty() ? List.of() : Arrays.asList(words.split(",", -1));
  }

  private static Optional<Provocation> provocation(@Nullable String word, String service) {
    if (word == null) {
      return Optional.empty();
    }
    var parts = word.split(":", 2);
    return Optional.of(new Provocation(parts[0].replace("SERVICE", service), parts[1]));
  }
}
