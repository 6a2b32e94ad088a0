package dev.drydock.migration.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tenant's history, oldest first.
 *
 * @param exists whether there is a history table at all
 * @param otherTables whether the tenant holds tables besides; asked only when there is no history
 */
public record History(boolean exists, boolean otherTables, List<AppliedScript> applied) {
  public History {
    applied = List.copyOf(applied);
  }

  /** The highest version that was applied, empty when none was. */
  public Optional<SchemaVersion> current() {
    return effective()
        .map(AppliedScript::version)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  /** {@link #current()} as messages carry it: empty text for none. */
  public String currentText() {
    return current().map(SchemaVersion::text).orElse("");
  }

  Optional<SchemaVersion> baseline() {
    return effective()
        .filter(AppliedScript::baseline)
        .map(AppliedScript::version)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  /** What is applied now: no failed entries, no markers, no deleted ones. */
  public Stream<AppliedScript> effective() {
    return applied.stream().filter(row -> row.success() && !row.marker() && !deletedLater(row));
  }

  Stream<AppliedScript> failed() {
    return applied.stream().filter(row -> !row.success() && !deletedLater(row));
  }

  /** The latest row of this script: by version, or for a repeatable one by description. */
  Optional<AppliedScript> latestOf(Script script) {
    return effective()
        .filter(row -> !row.baseline() && names(row, script))
        .max(Comparator.comparingInt(AppliedScript::rank));
  }

  static boolean names(AppliedScript row, Script script) {
    return Objects.equals(row.version(), script.version())
        && (script.version() != null || row.description().equals(script.description()));
  }

  private boolean deletedLater(AppliedScript row) {
    return applied.stream()
        .anyMatch(later ->
            later.type().equals("DELETE")
                && later.rank() > row.rank()
                && Objects.equals(later.version(), row.version())
                && (row.version() != null || later.description().equals(row.description())));
  }
}
