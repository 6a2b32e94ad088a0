package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.coordinator.http.RequestsAsRead;
import java.io.IOException;

/** The body of a tenant import, as JSON. */
public final class TenantsJsonTarget {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void fuzzerTestOneInput(byte[] input) {
    var read = RequestsAsRead.json(input);
    if (read.accepted()) {
      var again = RequestsAsRead.json(TenantWriting.json(read.tenants()));
      Property.holds(
          again.accepted() && again.tenants().equals(read.tenants()),
          "tenants that were accepted read differently when they are written again");
    }
    if (!Secret.isKnownTo(input)) {
      Secret.isNotIn(RequestsAsRead.json(followedBySecret(input)).mistakes().list());
      secretInEveryText(input);
    }
  }

  private static byte[] followedBySecret(byte[] input) {
    return (new String(input, UTF_8) + " " + Secret.TEXT).getBytes(UTF_8);
  }

  private static void secretInEveryText(byte[] input) {
    try {
      var planted = planted(JSON.readTree(input));
      Secret.isNotIn(RequestsAsRead.json(JSON.writeValueAsBytes(planted)).mistakes().list());
    } catch (IOException e) {
      // No JSON, so nothing can be planted in it.
    }
  }

  private static JsonNode planted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(each -> copy.set(each.getKey(), planted(each.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        var copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> copy.add(planted(each)));
        yield copy;
      }
      default ->
          node.isTextual() ? JsonNodeFactory.instance.textNode(node.asText() + Secret.TEXT) : node;
    };
  }

  private TenantsJsonTarget() {}
}
