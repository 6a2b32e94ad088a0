package dev.drydock.coordinator.domain.tenant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tenant as somebody wrote it down, before anything is known to be right.
 *
 * @param line where it begins, 1-based
 * @param prefix of its fields in messages: {@code tenants[3].}; empty for CSV
 */
public record TenantDraft(int line, String prefix, Map<String, Field> fields) {
  public TenantDraft {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A value and the line it stands on. */
  public record Field(int line, Value value) {}

  /** What stands in a field. */
  public sealed interface Value {
    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Texts(List<String> texts) implements Value {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    record Pairs(SortedMap<String, String> pairs) implements Value {
      public Pairs {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
      }
    }

    /** Absent by another word: {@code null} in JSON, an empty cell in CSV. */
    record Nothing() implements Value {}

    /** Something that no field takes; not kept. */
    record Unfit() implements Value {}
  }
}
