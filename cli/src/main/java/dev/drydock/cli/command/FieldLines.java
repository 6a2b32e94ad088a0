package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.view.SafeText;
import java.util.ArrayList;
import java.util.List;

/** An object's fields, one a line; nested ones under a dotted name. */
final class FieldLines {
  private static final int MOST_ITEMS = 8;

  private FieldLines() {}

  static List<String> of(JsonNode item) {
    var lines = new ArrayList<String>();
    add(lines, "", SafeText.in(item));
    return lines;
  }

  private static void add(List<String> lines, String prefix, JsonNode item) {
    for (var field : item.properties()) {
      var name = prefix + field.getKey();
      var value = field.getValue();
      if (value.size() > MOST_ITEMS && value.isArray()) {
        lines.add("%-20s %d: -o json names them".formatted(name, value.size()));
      } else if (value.isObject()) {
        add(lines, name + ".", value);
      } else if (!value.isNull()) {
        lines.add("%-20s %s".formatted(name, value.isValueNode() ? value.asText() : value));
      }
    }
  }
}
