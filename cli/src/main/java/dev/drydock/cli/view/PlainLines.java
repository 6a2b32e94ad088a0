package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Not a terminal: a line per change of a wave, a line per failure, a summary every 30 s. */
final class PlainLines implements WatchView {
  private static final long SUMMARY_EVERY_NS = 30_000_000_000L;

  private final PrintStream talk;
  private final LongSupplier nanoTime;
  private final UpgradeLines lines;
  private final Set<String> said = new HashSet<>();
  private long lastSummary;
  private boolean unreachable;

  PlainLines(PrintStream talk, LongSupplier nanoTime) {
    this.talk = talk;
    this.nanoTime = nanoTime;
    this.lines = new UpgradeLines(new Terminal(false, false, 100));
    this.lastSummary = nanoTime.getAsLong();
  }

  @Override
  public void event(JsonNode event) {}

  @Override
  public void upgrade(JsonNode raw, StepCounts steps) {
    var upgrade = SafeText.in(raw);
    unreachable = false;
    once("state " + upgrade.path("state").asText(), lines.head(upgrade));
    upgrade.path("waves").forEach(this::started);
    for (var failure : upgrade.path("failures")) {
      var key = failure.path("tenant").asText() + failure.path("state").asText();
      once(key, lines.failure(failure));
    }
    upgrade.path("waves").forEach(this::finished);
    if (nanoTime.getAsLong() - lastSummary >= SUMMARY_EVERY_NS) {
      lastSummary = nanoTime.getAsLong();
      var counts = upgrade.path("counts");
      say(
          "%s   %s · %d in flight · %d pending"
              .formatted(
                  upgrade.path("state").asText(),
                  UpgradeStates.summary(upgrade),
                  counts.path("inFlight").asInt(),
                  counts.path("pending").asInt()));
    }
  }

  private void started(JsonNode wave) {
    var name = UpgradeLines.waveName(wave);
    var tenants = wave.path("tenants").asInt();
    if (!wave.path("startedAt").asText("null").equals("null")) {
      once(name + " started", "%s started: %d tenants".formatted(name, tenants));
    }
  }

  private void finished(JsonNode wave) {
    var name = UpgradeLines.waveName(wave);
    if (!wave.path("endedAt").asText("null").equals("null")) {
      var took = Words.between(wave, "startedAt", "endedAt");
      once(name + " finished", name + " finished: " + UpgradeStates.summary(wave) + "   " + took);
    }
  }

  @Override
  public void unreachable(String service) {
    if (!unreachable) {
      unreachable = true;
      say(service + " does not answer; asking again");
    }
  }

  private void once(String key, String line) {
    if (said.add(key)) {
      say(line);
    }
  }

  private void say(String line) {
    talk.println(line);
    talk.flush();
  }
}
