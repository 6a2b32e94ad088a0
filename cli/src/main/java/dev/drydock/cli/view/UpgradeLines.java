package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One upgrade as lines of text: its waves, its failures, its summary. */
public final class UpgradeLines {
  private static final int BAR = 18;

  private final Terminal terminal;

  public UpgradeLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Everything, as {@code show upgrade} prints it. */
  public List<String> all(JsonNode raw) {
    var upgrade = SafeText.in(raw);
    var lines = new ArrayList<String>();
    lines.add(head(upgrade));
    lines.addAll(waves(upgrade));
    lines.addAll(failures(upgrade));
    lines.add("");
    lines.addAll(summary(upgrade));
    return lines;
  }

  String head(JsonNode upgrade) {
    return "upgrade %s   %s   %s"
        .formatted(
            terminal.bold(upgrade.path("id").asText()),
            release(upgrade.path("release")),
            upgrade.path("state").asText());
  }

  private static String release(JsonNode release) {
    return release.isObject()
        ? release.path("name").asText() + ":" + release.path("version").asText()
        : release.asText();
  }

  List<String> waves(JsonNode upgrade) {
    var lines = new ArrayList<String>();
    for (var wave : upgrade.path("waves")) {
      lines.add("├─ " + wave(wave));
    }
    if (!lines.isEmpty()) {
      lines.add("└─ " + lines.removeLast().substring(3));
    }
    return lines;
  }

  private String wave(JsonNode wave) {
    int tenants = wave.path("tenants").asInt();
    int finished = UpgradeStates.finished(wave.path("counts"));
    var name = waveName(wave);
    var count = finished + "/" + tenants;
    if (tenants > 0 && finished >= tenants) {
      var took = Words.between(wave, "startedAt", "endedAt");
      return "%-16s %s %-9s %s".formatted(name, terminal.green("✔"), count, took).stripTrailing();
    }
    if (wave.path("startedAt").asText("").isEmpty() || wave.path("startedAt").isNull()) {
      return "%-16s · %-9s waiting".formatted(name, count);
    }
    return "%-16s ▸ %-9s %s %3d%%"
        .formatted(name, count, bar(finished, tenants), percent(finished, tenants));
  }

  static String waveName(JsonNode wave) {
    var number = "wave " + wave.path("number").asText();
    var name = wave.path("name").asText("");
    return name.isEmpty()
            || name.replace('-', ' ').equals(number)
            || name.equals(wave.path("number").asText())
        ? number
        : number + " " + name;
  }

  private static String bar(int finished, int tenants) {
    int full = tenants == 0 ? 0 : finished * BAR / tenants;
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  private static int percent(int finished, int tenants) {
    return tenants == 0 ? 0 : finished * 100 / tenants;
  }

  List<String> failures(JsonNode upgrade) {
    var lines = new ArrayList<String>();
    for (var failure : upgrade.path("failures")) {
      lines.add("   " + failure(failure));
    }
    return lines;
  }

  String failure(JsonNode failure) {
    var step = Words.state(failure.path("step").asText(""));
    var summary = failure.at("/failure/summary").asText(failure.at("/failure/code").asText(""));
    return "%s %-12s %-10s %s   %s"
        .formatted(
            terminal.red("✖"),
            failure.path("tenant").asText(),
            step,
            summary,
            meaning(failure.path("state").asText()));
  }

  private static String meaning(String state) {
    return switch (state) {
      case "RESTORED" -> "restored, proven equal";
      case "UNTOUCHED" -> "untouched";
      case "PARKED" -> "parked: waits for you";
      default -> Words.state(state);
    };
  }

  /** The summary line, and what to type next. */
  public List<String> summary(JsonNode raw) {
    var upgrade = SafeText.in(raw);
    var took = Words.between(upgrade, "startedAt", "endedAt");
    var lines = new ArrayList<String>();
    lines.add(
        "%s   %s      %d backups proven%s"
            .formatted(
                terminal.bold(UpgradeStates.outcome(upgrade)),
                UpgradeStates.summary(upgrade),
                upgrade.path("backupsProven").asInt(),
                took.isEmpty() ? "" : " · " + took));
    var next = UpgradeStates.next(upgrade);
    if (!next.isEmpty()) {
      lines.add("next: " + next);
    }
    return lines;
  }
}
