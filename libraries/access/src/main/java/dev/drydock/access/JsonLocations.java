package dev.drydock.access;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import org.jspecify.annotations.Nullable;

/** Where in a JSON text something is wrong; never what stands there. */
public final class JsonLocations {

  /** {@code at line 3, column 14}. */
  public static String of(JsonProcessingException e) {
    return at(e.getLocation());
  }

  public static String at(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? "at its end"
        : "at line " + location.getLineNr() + ", column " + Math.max(1, location.getColumnNr());
  }

  /** {@code tenants[3].port}; empty for the document itself. */
  static String pathOf(JsonMappingException e) {
    var path = new StringBuilder();
    for (var reference : e.getPath()) {
      if (reference.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(SafeText.of(reference.getFieldName()));
      } else {
        path.append('[').append(reference.getIndex()).append(']');
      }
    }
    return path.toString();
  }

  private JsonLocations() {}
}
