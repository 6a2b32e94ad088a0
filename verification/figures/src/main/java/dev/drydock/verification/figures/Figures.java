package dev.drydock.verification.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How a verification ended.
 *
 * @param verification its name, as typed after {@code ./drydock verify}
 * @param values what was measured, in the order in which it is printed; numbers, text, or lists and
 *     maps of them; a unit stands at the end of the name ({@code seconds}, {@code p99Ms})
 * @param violations each with what replays it; empty when the promise held
 */
public record Figures(String verification, Map<String, Object> values, List<String> violations) {
  public Figures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    violations = List.copyOf(violations);
  }

  public boolean passed() {
    return violations.isEmpty();
  }

  /** One line for people: the name, the verdict, each figure. */
  String line() {
    var line = new StringJoiner(" ");
    line.add(verification + ":").add(passed() ? "passed" : violations.size() + " violations");
    values.forEach((name, value) -> line.add(name + "=" + value));
    return line.toString();
  }

  /** Collects figures in their order. */
  public static Collecting of(String verification) {
    return new Collecting(verification);
  }

  /** Figures in the making; used by one thread. */
  public static final class Collecting {
    private final String verification;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    private Collecting(String verification) {
      this.verification = verification;
    }

    public Collecting with(String name, Object value) {
      values.put(name, value);
      return this;
    }

    public Collecting violations(List<String> found) {
      violations.addAll(found);
      return this;
    }

    public Figures figures() {
      return new Figures(verification, values, violations);
    }
  }
}
