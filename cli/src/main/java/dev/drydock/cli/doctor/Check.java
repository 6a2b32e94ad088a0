package dev.drydock.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * One thing that was looked at.
 *
 * @param what the thing, or the configuration key
 * @param next what to do; empty when it is good
 */
public record Check(boolean good, String what, String found, String next) {
  static Check good(String what, String found) {
    return new Check(true, what, found, "");
  }

  static Check bad(String what, String found, String next) {
    return new Check(false, what, found, next);
  }

  public JsonNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("outcome", good ? "ok" : "FAIL")
        .put("what", what)
        .put("found", found)
        .put("next", next);
  }
}
