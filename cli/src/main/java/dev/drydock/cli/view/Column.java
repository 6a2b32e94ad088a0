package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param wide shown by {@code -o wide} only
 */
public record Column(String header, Function<JsonNode, String> value, boolean wide) {
  /** A field of the item, by JSON pointer. */
  public static Column of(String header, String pointer) {
    return new Column(header, item -> item.at(pointer).asText(""), false);
  }

  public static Column of(String header, Function<JsonNode, String> value) {
    return new Column(header, value, false);
  }

  public static Column wide(String header, String pointer) {
    return new Column(header, item -> item.at(pointer).asText(""), true);
  }
}
