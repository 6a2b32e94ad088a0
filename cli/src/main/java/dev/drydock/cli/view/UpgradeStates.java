package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the states of an upgrade and of its tenants mean to somebody who watches. */
public final class UpgradeStates {
  static final List<String> WORKING =
      List.of(
          "ADMITTED",
          "PREFLIGHT",
          "QUIESCING",
          "BACKING_UP",
          "PROVING",
          "REHEARSING",
          "MIGRATING",
          "INSPECTING",
          "VERIFYING",
          "RESTORING",
          "PROVING_RESTORE",
          "RELEASING",
          "RELEASING_UNTOUCHED",
          "RELEASING_RESTORED");

  private UpgradeStates() {}

  /** Nothing will change any more by itself. */
  public static boolean isOver(JsonNode upgrade) {
    return switch (upgrade.path("state").asText()) {
      case "COMPLETED", "COMPLETED_WITH_FAILURES", "ABORTED" -> true;
      case "PAUSED" -> !pausedByPerson(upgrade) && upgrade.at("/counts/inFlight").asInt() == 0;
      default -> false;
    };
  }

  /** A person who paused it will resume it; a budget or a gate waits for a decision. */
  private static boolean pausedByPerson(JsonNode upgrade) {
    return upgrade.path("reason").asText("").startsWith("OPERATOR");
  }

  static String summary(JsonNode upgrade) {
    var counts = upgrade.path("counts");
    return "%d upgraded · %d restored · %d untouched · %d parked"
        .formatted(
            counts.path("upgraded").asInt(),
            counts.path("restored").asInt(),
            counts.path("untouched").asInt(),
            counts.path("parked").asInt());
  }

  static int finished(JsonNode counts) {
    return counts.path("upgraded").asInt()
        + counts.path("restored").asInt()
        + counts.path("untouched").asInt()
        + counts.path("parked").asInt();
  }

  static String outcome(JsonNode upgrade) {
    return switch (upgrade.path("state").asText()) {
      case "COMPLETED" -> "DONE";
      case "COMPLETED_WITH_FAILURES" -> "DONE WITH FAILURES";
      case "PAUSED" -> "HALTED (" + Words.state(upgrade.path("reason").asText("paused")) + ")";
      case "ABORTED" -> "ABORTED";
      default -> upgrade.path("state").asText();
    };
  }

  /** What to type next; empty when all went well. */
  static String next(JsonNode upgrade) {
    var id = upgrade.path("id").asText();
    return switch (upgrade.path("state").asText()) {
      case "COMPLETED_WITH_FAILURES" -> "drydock retry " + id + " --failed";
      case "PAUSED" -> "drydock show upgrade " + id + ", then drydock resume or abort " + id;
      default -> "";
    };
  }
}
