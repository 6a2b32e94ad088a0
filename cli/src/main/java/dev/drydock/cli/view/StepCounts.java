package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many tenants are in which state right now, told from the ledger's events. */
public final class StepCounts {
  private static final String MOVED = "dev.drydock.upgrade.tenant-moved.v1";

  private final Map<String, JsonNode> latest = new HashMap<>();

  public void apply(JsonNode event) {
    if (event.path("type").asText().equals(MOVED)) {
      var tenant = event.path("tenantid").asText(event.path("subject").asText());
      latest.put(tenant, event.path("data"));
    }
  }

  /** States that are being worked on, in the order of the way through the dock. */
  Map<String, Integer> working() {
    var counts = new LinkedHashMap<String, Integer>();
    for (var state : UpgradeStates.WORKING) {
      int count = 0;
      for (var move : latest.values()) {
        if (move.path("to").asText().equals(state)) {
          count++;
        }
      }
      if (count > 0) {
        counts.put(state, count);
      }
    }
    return counts;
  }

  int retrying() {
    return (int)
        latest.values().stream()
            .filter(move -> move.path("attempt").asInt() > 1)
            .filter(move -> UpgradeStates.WORKING.contains(move.path("to").asText()))
            .count();
  }
}
