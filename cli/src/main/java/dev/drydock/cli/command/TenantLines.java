package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.view.SafeText;
import dev.drydock.cli.view.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A tenant as people read it: what it is, what happened, what to do. */
final class TenantLines {
  private TenantLines() {}

  static List<String> of(JsonNode raw) {
    var tenant = SafeText.in(raw);
    var lines = new ArrayList<String>();
    field(lines, "tenant", tenant.path("id").asText());
    field(lines, "state", tenant.path("state").asText());
    field(lines, "release", tenant.path("release").asText(""));
    field(lines, "version", tenant.path("version").asText(""));
    field(lines, "database", database(tenant));
    field(lines, "writers", joined(tenant.path("writerRoles")));
    field(lines, "upgrade", tenant.path("upgrade").asText(""));
    for (var step : tenant.path("steps")) {
      lines.add(step(step));
    }
    backup(lines, tenant.path("backup"));
    failure(lines, tenant.path("failure"));
    field(lines, "waiting for", tenant.path("waitingFor").asText(""));
    return lines;
  }

  private static String database(JsonNode tenant) {
    var schema = tenant.path("schema").asText("");
    return "%s:%s/%s%s"
        .formatted(
            tenant.path("host").asText(),
            tenant.path("port").asText(),
            tenant.path("database").asText(),
            schema.isEmpty() || schema.equals("null") ? "" : " schema " + schema);
  }

  private static String step(JsonNode step) {
    return "  %-14s %-8s %8s%s"
        .formatted(
            Words.state(step.path("step").asText()),
            step.path("outcome").asText(),
            Words.duration(Duration.ofMillis(step.path("durationMs").asLong())),
            step.path("attempt").asInt() > 1 ? "   attempt " + step.path("attempt").asInt() : "");
  }

  private static void backup(List<String> lines, JsonNode backup) {
    if (!backup.isObject()) {
      return;
    }
    field(lines, "backup", backup.path("id").asText());
    field(lines, "  size", Words.size(backup.path("sizeBytes").asLong()));
    field(lines, "  sha256", backup.path("sha256").asText());
    field(lines, "  proof", backup.path("proof").asText());
  }

  private static void failure(List<String> lines, JsonNode failure) {
    if (!failure.isObject()) {
      return;
    }
    field(lines, "failure", failure.path("summary").asText(failure.path("code").asText()));
    field(lines, "  advice", failure.path("advice").asText(""));
  }

  private static void field(List<String> lines, String name, String value) {
    if (!value.isEmpty() && !value.equals("null")) {
      lines.add("%-12s %s".formatted(name, value));
    }
  }

  private static String joined(JsonNode values) {
    var texts = new ArrayList<String>();
    values.forEach(value -> texts.add(value.asText()));
    return String.join(", ", texts);
  }
}
