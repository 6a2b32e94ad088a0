package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Names and messages come from tenants: nothing in them may steer the terminal or end a line. */
public final class SafeText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SafeText() {}

  /** Control, format and line-separator characters become {@code ?}. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }

  /** A copy with every text in it made safe, field names too. */
  public static JsonNode in(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var safe = NODES.objectNode();
        object.properties().forEach(each -> safe.set(of(each.getKey()), in(each.getValue())));
        yield safe;
      }
      case ArrayNode array -> {
        var safe = NODES.arrayNode(array.size());
        array.forEach(each -> safe.add(in(each)));
        yield safe;
      }
      default -> node.isTextual() ? NODES.textNode(of(node.asText())) : node;
    };
  }
}
