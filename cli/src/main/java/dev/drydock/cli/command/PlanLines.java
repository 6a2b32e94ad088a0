package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.view.Words;
import java.util.ArrayList;
import java.util.List;

/** A plan in at most 25 lines at any fleet size, its summary last. */
final class PlanLines {
  private static final int PROBLEMS_SHOWN = 12;

  private PlanLines() {}

  static List<String> of(JsonNode plan) {
    var lines = new ArrayList<String>();
    lines.add("%-16s %8s  %s".formatted("wave", "tenants", "size"));
    int tenants = 0;
    for (var wave : plan.path("waves")) {
      int count =
          wave.path("tenants").isArray()
              ? wave.path("tenants").size()
              : wave.path("tenants").asInt();
      tenants += count;
      lines.add(wave(wave, count));
    }
    lines.addAll(problems(plan));
    lines.add(
        "Plan: %d to upgrade, %d already there, %d not reachable from their release."
            .formatted(tenants, count(plan, "alreadyThere"), count(plan, "notReachable")));
    return lines;
  }

  private static String wave(JsonNode wave, int count) {
    var size = wave.path("sizeBytes").asLong(0);
    var name = wave.path("name").asText(wave.path("number").asText());
    return "%-16s %8d  %s".formatted(name, count, size > 0 ? Words.size(size) : "not known yet");
  }

  private static List<String> problems(JsonNode plan) {
    var lines = new ArrayList<String>();
    var problems = plan.path("problems");
    for (var problem : problems) {
      if (lines.size() == PROBLEMS_SHOWN) {
        lines.add("... and %d more: -o json".formatted(problems.size() - PROBLEMS_SHOWN));
        break;
      }
      lines.add("problem  " + text(problem));
    }
    return lines;
  }

  private static String text(JsonNode problem) {
    if (problem.isTextual()) {
      return problem.asText();
    }
    var tenant = problem.path("tenant").asText("");
    var message = problem.path("message").asText(problem.path("detail").asText());
    return tenant.isEmpty() ? message : tenant + ": " + message;
  }

  /** A number, or a list to be counted. */
  private static int count(JsonNode plan, String field) {
    var value = plan.path(field);
    return value.isArray() ? value.size() : value.asInt(0);
  }
}
