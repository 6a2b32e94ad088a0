package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A plan in at most 25 lines at any fleet size, its summary last. */
final class PlanLines {
  private static final int WAVES_SHOWN = 8;
  private static final int SCRIPTS_SHOWN = 3;
  private static final int REFUSED_SHOWN = 3;
  private static final int NOTES_SHOWN = 2;

  private final JsonNode plan;
  private final List<String> lines = new ArrayList<>();

  private PlanLines(JsonNode plan) {
    this.plan = plan;
  }

  static List<String> of(JsonNode plan) {
    var lines = new PlanLines(plan);
    lines.waves();
    lines.scripts();
    lines.skipped();
    lines.notes();
    lines.summary();
    return List.copyOf(lines.lines);
  }

  private void waves() {
    var waves = plan.path("waves");
    add("  %-8s %8s  %-14s %-9s %s".formatted("wave", "tenants", "size", "proof", "gate"));
    for (int i = 0; i < Math.min(waves.size(), WAVES_SHOWN); i++) {
      var wave = waves.get(i);
      add(
          "  %-8s %8d  %-14s %-9s %s"
              .formatted(
                  wave.path("name").asText(),
                  wave.path("tenants").asInt(),
                  size(wave.path("sizeBytes").asLong(), wave.path("sizesUnknown").asInt()),
                  "restored",
                  wave.path("gate").asText()));
    }
    more(waves.size() - WAVES_SHOWN, "waves");
    lines.add("");
  }

  private static String size(long bytes, int unknown) {
    if (bytes == 0) {
      return unknown > 0 ? "not known" : "0 B";
    }
    return Words.size(bytes) + (unknown > 0 ? " + " + unknown + " unknown" : "");
  }

  private void scripts() {
    var scripts = plan.path("scripts");
    var names = names(scripts, SCRIPTS_SHOWN);
    var risky = plan.path("nonTransactional");
    add(
        "  scripts  %s      transactional %s"
            .formatted(
                names.isEmpty() ? "none" : names,
                risky.isEmpty() ? "yes" : "no: " + names(risky, SCRIPTS_SHOWN)));
  }

  private static String names(JsonNode list, int shown) {
    var all = StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    var names = String.join(" · ", all.subList(0, Math.min(all.size(), shown)));
    return all.size() > shown ? names + " · and " + (all.size() - shown) + " more" : names;
  }

  private void skipped() {
    int refused = count("refused");
    add("  skipped  %d already there      refused  %d".formatted(count("alreadyThere"), refused));
    var listed = plan.path("refused");
    int shown = Math.min(listed.size(), REFUSED_SHOWN);
    for (int i = 0; i < shown; i++) {
      var each = listed.get(i);
      add("  ✖ %s: %s".formatted(each.path("tenant").asText(), each.path("reason").asText()));
      if (each.hasNonNull("advice")) {
        add("      %s".formatted(each.path("advice").asText()));
      }
    }
    more(refused - shown, "refused");
  }

  private void notes() {
    var notes = plan.path("notes");
    for (int i = 0; i < Math.min(notes.size(), NOTES_SHOWN); i++) {
      add(
          "  note     %s: %s"
              .formatted(notes.get(i).path("tenant").asText(), notes.get(i).path("note").asText()));
    }
    more(notes.size() - NOTES_SHOWN, "notes");
  }

  private void summary() {
    if (!plan.hasNonNull("state")) {
      lines.add("No tenant was asked: sizes and refusals are as they were last seen.");
    }
    add(
        "Plan: %d to upgrade, %d already there, %d refused. %d backups, %s."
            .formatted(
                count("toUpgrade"),
                count("alreadyThere"),
                count("refused"),
                count("toUpgrade"),
                total()));
  }

  private String total() {
    long bytes = 0;
    int unknown = 0;
    for (var wave : plan.path("waves")) {
      bytes += wave.path("sizeBytes").asLong();
      unknown += wave.path("sizesUnknown").asInt();
    }
    if (bytes == 0 && unknown > 0) {
      return "of unknown size";
    }
    return "about "
        + Words.size(bytes)
        + (unknown > 0 ? " and " + unknown + " of unknown size" : "");
  }

  private int count(String field) {
    return plan.path("counts").path(field).asInt();
  }

  private void more(int count, String what) {
    if (count > 0) {
      add("  ... and %d more %s: -o json".formatted(count, what));
    }
  }

  /** One line, whatever the text in it. */
  private void add(String line) {
    lines.add(line.replaceAll("\\R", " ").stripTrailing());
  }
}
