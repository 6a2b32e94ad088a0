package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A block of lines on a terminal, drawn again in place: waves, what is worked on, failures. */
final class LiveBlock implements WatchView {
  private static final int FAILURES_SHOWN = 8;

  private final PrintStream talk;
  private final Terminal terminal;
  private final UpgradeLines lines;
  private final String dashboard;
  private int drawn;
  private boolean ended;

  LiveBlock(PrintStream talk, Terminal terminal, String dashboard) {
    this.talk = talk;
    this.terminal = terminal;
    this.lines = new UpgradeLines(terminal);
    this.dashboard = dashboard;
  }

  @Override
  public void event(JsonNode event) {}

  @Override
  public void upgrade(JsonNode raw, StepCounts steps) {
    var upgrade = SafeText.in(raw);
    var block = new ArrayList<String>();
    block.add(lines.head(upgrade));
    block.addAll(lines.waves(upgrade));
    boolean over = UpgradeStates.isOver(upgrade);
    var working = working(upgrade, steps);
    if (!over && !working.isEmpty()) {
      block.add("   " + working);
    }
    block.addAll(failures(upgrade));
    block.addAll(over ? List.of() : hints(upgrade.path("id").asText()));
    draw(block);
  }

  private static String working(JsonNode upgrade, StepCounts steps) {
    var parts =
        steps.working().entrySet().stream()
            .map(entry -> Words.state(entry.getKey()) + " " + entry.getValue())
            .collect(Collectors.toCollection(ArrayList::new));
    if (steps.retrying() > 0) {
      parts.add("retrying " + steps.retrying());
    }
    int restored = upgrade.at("/counts/restored").asInt();
    if (restored > 0) {
      parts.add("restored " + restored);
    }
    return String.join(" · ", parts);
  }

  private List<String> failures(JsonNode upgrade) {
    var all = lines.failures(upgrade);
    if (all.size() <= FAILURES_SHOWN) {
      return all;
    }
    var shown = new ArrayList<>(all.subList(0, FAILURES_SHOWN));
    shown.add("   ... and %d more: drydock show upgrade".formatted(all.size() - FAILURES_SHOWN));
    return shown;
  }

  private List<String> hints(String id) {
    var detach = "Ctrl-C detaches; come back: drydock watch " + id;
    return dashboard.isEmpty() ? List.of(detach) : List.of(detach, dashboard + "/upgrades/" + id);
  }

  @Override
  public void unreachable(String service) {
    draw(List.of(terminal.yellow(service + " does not answer; asking again")));
  }

  /** Nothing is drawn any more, so that what is said next stays; an echoed Ctrl-C goes. */
  @Override
  public synchronized void end() {
    if (!ended) {
      ended = true;
      talk.print("\r\u001b[K");
      talk.flush();
    }
  }

  private synchronized void draw(List<String> block) {
    if (ended) {
      return;
    }
    var out = new StringBuilder();
    if (drawn > 0) {
      out.append("\u001b[").append(drawn).append("A\r\u001b[J");
    }
    block.forEach(line -> out.append(line).append('\n'));
    talk.print(out);
    talk.flush();
    drawn = block.stream().mapToInt(this::rows).sum();
  }

  /** A line that is longer than the terminal is wide takes several rows. */
  private int rows(String line) {
    int length = line.replaceAll("\u001b\\[[0-9;]*m", "").length();
    return Math.max(1, (length + terminal.columns() - 1) / terminal.columns());
  }
}
