package dev.drydock.messaging;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds decoded records to their own declarations: what is not {@link Nullable} must be there, all
 * the way down. Jackson leaves a missing component {@code null} and says nothing.
 */
final class Completeness {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          var components = type.getRecordComponents();
          for (var component : components) {
            component.getAccessor().setAccessible(true);
          }
          return components;
        }
      };

  static boolean of(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Record record -> ofRecord(record);
      case Collection<?> elements -> elements.stream().allMatch(Completeness::of);
      case Map<?, ?> entries -> entries.values().stream().allMatch(Completeness::of);
      default -> true;
    };
  }

  private static boolean ofRecord(Record record) {
    for (var component : COMPONENTS.get(record.getClass())) {
      var value = valueOf(component, record);
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!(value == null && optional) && !of(value)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("unreadable component " + component.getName(), e);
    }
  }

  private Completeness() {}
}
