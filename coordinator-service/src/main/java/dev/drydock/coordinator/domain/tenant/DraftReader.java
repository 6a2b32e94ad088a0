package dev.drydock.coordinator.domain.tenant;

import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.TenantDraft.Field;
import dev.drydock.coordinator.domain.tenant.TenantDraft.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes single fields out of a draft and notes what is wrong with them. */
final class DraftReader {
  private final TenantDraft draft;
  private final Mistakes mistakes;

  DraftReader(TenantDraft draft, Mistakes mistakes) {
    this.draft = draft;
    this.mistakes = mistakes;
  }

  void mistake(String field, String message) {
    var known = draft.fields().get(field);
    mistakes.add(known == null ? draft.line() : known.line(), draft.prefix() + field, message);
  }

  private @Nullable Value valueOf(String name) {
    Field field = draft.fields().get(name);
    return field == null || field.value() instanceof Value.Nothing ? null : field.value();
  }

  /** {@code null} when it is missing or wrong, which is noted. */
  @Nullable String required(String name, Predicate<String> shape, String expected) {
    if (valueOf(name) == null) {
      mistake(name, "is missing");
      return null;
    }
    return optional(name, shape, expected);
  }

  @Nullable String optional(String name, Predicate<String> shape, String expected) {
    var value = valueOf(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Value.Text(var text) && shape.test(text)) {
      return text;
    }
    mistake(name, "must be " + expected);
    return null;
  }

  /** 0 when it is missing or wrong, which is noted. */
  int port(String name) {
    var value = valueOf(name);
    if (value == null) {
      mistake(name, "is missing");
      return 0;
    }
    if (value instanceof Value.Whole(var number) && number >= 1 && number <= 65_535) {
      return (int) number;
    }
    mistake(name, "must be a number from 1 to 65535");
    return 0;
  }

  /** {@code null} when it is missing or wrong, which is noted. */
  @Nullable List<String> names(String name, Predicate<String> shape, String expected) {
    var field = draft.fields().get(name);
    if (field == null) {
      mistake(name, "is missing; give an empty list when nothing writes to this tenant");
      return null;
    }
    return switch (field.value()) {
      case Value.Texts(var texts) when texts.stream().distinct().count() < texts.size() -> {
        mistake(name, "names a role twice");
        yield null;
      }
      case Value.Texts(var texts) when texts.stream().allMatch(shape) -> texts;
      case Value.Text _, Value.Whole _, Value.Texts _, Value.Pairs _, Value.Unfit _ -> {
        mistake(name, "must be a list of " + expected);
        yield null;
      }
      case Value.Nothing _ -> List.of();
    };
  }

  SortedMap<String, String> pairs(String name) {
    var value = valueOf(name);
    if (value == null) {
      return new TreeMap<>();
    }
    if (value instanceof Value.Pairs(var pairs)) {
      return pairs;
    }
    mistake(name, "must be an object of names and texts");
    return new TreeMap<>();
  }
}
