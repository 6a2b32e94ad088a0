package dev.drydock.contracts;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON Schemas (2020-12) of the messages, read off their records. */
final class MessageSchemas {
  private final Map<String, Object> definitions = new TreeMap<>();

  static Map<String, Object> of(Class<?> type, String name) {
    var schemas = new MessageSchemas();
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "https://drydock.dev/schemas/" + name + ".json");
    schema.put("title", name);
    schema.putAll(schemas.object(type));
    if (!schemas.definitions.isEmpty()) {
      schema.put("$defs", schemas.definitions);
    }
    return schema;
  }

  /** Unknown fields are allowed: readers ignore them, so that a type can grow. */
  private Map<String, Object> object(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var component : type.getRecordComponents()) {
      properties.put(component.getName(), value(component.getAnnotatedType()));
      if (!isOptional(component)) {
        required.add(component.getName());
      }
    }
    var object = new LinkedHashMap<String, Object>();
    object.put("type", "object");
    object.put("properties", properties);
    object.put("required", required);
    return object;
  }

  private static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private Map<String, Object> value(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType generic) {
      var arguments = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments();
      return generic.getRawType() == List.class
          ? Map.of("type", "array", "items", value(arguments[0]))
          : Map.of("type", "object", "additionalProperties", value(arguments[1]));
    }
    return plain((Class<?>) type);
  }

  private Map<String, Object> plain(Class<?> type) {
    if (type == String.class) {
      return Map.of("type", "string");
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      return Map.of("type", "integer");
    }
    if (type == boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type == Instant.class) {
      return Map.of("type", "string", "format", "date-time");
    }
    if (type == TenantId.class) {
      return text("[a-z0-9][a-z0-9-]{0,62}");
    }
    if (type == UpgradeId.class) {
      return text("up-[0-9A-Z]{10,26}");
    }
    if (type == BackupId.class) {
      return text("bk-[a-z0-9][a-z0-9-]{0,126}");
    }
    if (type == Token.class) {
      return Map.of("type", "integer", "minimum", 0);
    }
    define(type);
    return Map.of("$ref", "#/$defs/" + type.getSimpleName());
  }

  private static Map<String, Object> text(String pattern) {
    return Map.of("type", "string", "pattern", "^" + pattern + "$");
  }

  private void define(Class<?> type) {
    if (definitions.containsKey(type.getSimpleName())) {
      return;
    }
    if (type.isEnum()) {
      var names =
          Stream.of(type.getEnumConstants()).map(value -> ((Enum<?>) value).name()).toList();
      definitions.put(type.getSimpleName(), Map.of("type", "string", "enum", names));
      return;
    }
    if (!type.isRecord()) {
      throw new IllegalStateException(type + " has no schema");
    }
    definitions.put(type.getSimpleName(), Map.of());
    definitions.put(type.getSimpleName(), object(type));
  }

  private MessageSchemas() {}
}
