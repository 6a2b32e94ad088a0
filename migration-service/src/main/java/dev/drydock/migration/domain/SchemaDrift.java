package dev.drydock.migration.domain;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tenant's schema has that its own version does not, and the other way round. Lines are
 * {@code kind name rest}.
 */
public final class SchemaDrift {
  private static final int NAMED_AT_MOST = 5;

  /**
   * @param expected lines of the tenant's own version, built from the bundle
   * @param actual lines of the tenant
   * @param version how the advice names the version
   * @return at most five differences, by name; the first carries how many there are
   */
  public static List<Failure> between(List<String> expected, List<String> actual, String version) {
    var missing = byObject(expected, actual);
    var added = byObject(actual, expected);
    var objects = new TreeSet<>(missing.keySet());
    objects.addAll(added.keySet());
    objects.removeIf(object -> onlyOrder(object) && anyColumn(object, objects));
    return objects.stream()
        .limit(NAMED_AT_MOST)
        .map(object ->
            Failure.of(FailureCode.DRIFT, object)
                .withCount(objects.size())
                .withAdvice(
                    object
                        + verdict(missing.containsKey(object), added.containsKey(object))
                        + version
                        + "."))
        .toList();
  }

  /** The line of a table's column order says nothing new when a column of it is named. */
  private static boolean onlyOrder(String object) {
    return object.startsWith("columns ");
  }

  private static boolean anyColumn(String object, Set<String> objects) {
    var columns = "column " + object.substring("columns ".length()) + ".";
    return objects.stream().anyMatch(other -> other.startsWith(columns));
  }

  private static String verdict(boolean missing, boolean added) {
    if (missing && added) {
      return " differs from ";
    }
    return added ? " is not in " : " is missing and belongs to ";
  }

  private static Map<String, String> byObject(List<String> lines, List<String> without) {
    var others = new TreeSet<>(without);
    var left = new LinkedHashMap<String, String>();
    lines.stream()
        .filter(line -> !others.contains(line))
        .forEach(line -> left.put(object(line), line));
    return left;
  }

  private static String object(String line) {
    var words = line.split(" ", 3);
    return words.length < 2 ? line : words[0] + " " + words[1];
  }

  private SchemaDrift() {}
}
