package dev.drydock.verification.fleet.judgement;

import java.util.List;
import java.util.Map;

/**
 * One tenant's tables at one moment, without what its application writes.
 *
 * @param release of the canary, by Flyway's history; 1 is the base
 * @param canary the value of {@code v}
 * @param journal how often each script left its row
 * @param shape tables, columns, indexes, constraints, owners and grants, one line each, sorted
 * @param contents digest of each table's rows
 * @param appWrites the {@code seq} of all the application's rows, sorted
 */
public record TenantSnapshot(
    int release,
    String canary,
    Map<String, Integer> journal,
    List<String> shape,
    Map<String, String> contents,
    List<Long> appWrites) {
  public TenantSnapshot {
    journal = Map.copyOf(journal);
    shape = List.copyOf(shape);
    contents = Map.copyOf(contents);
    appWrites = List.copyOf(appWrites);
  }

  /** Everything but the application's writes is the same. */
  boolean equalsButWrites(TenantSnapshot other) {
    return release == other.release
        && canary.equals(other.canary)
        && journal.equals(other.journal)
        && shape.equals(other.shape)
        && contents.equals(other.contents);
  }

  /** What differs, for people. */
  String differenceTo(TenantSnapshot other) {
    if (release != other.release) {
      return "release %d, not %d".formatted(other.release, release);
    }
    if (!canary.equals(other.canary)) {
      return "canary %s, not %s".formatted(other.canary, canary);
    }
    if (!journal.equals(other.journal)) {
      return "journal %s, not %s".formatted(other.journal, journal);
    }
    var lines = new java.util.ArrayList<>(other.shape);
    lines.removeAll(shape);
    var gone = new java.util.ArrayList<>(shape);
    gone.removeAll(other.shape);
    return lines.isEmpty() && gone.isEmpty()
        ? "rows differ: %s, not %s".formatted(other.contents, contents)
        : "shape differs: new %s, gone %s".formatted(lines, gone);
  }
}
