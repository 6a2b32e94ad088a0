package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** The ledger's events as they are, one JSON object a line. */
final class EventLines implements WatchView {
  private final PrintStream data;

  EventLines(PrintStream data) {
    this.data = data;
  }

  @Override
  public void event(JsonNode event) {
    data.println(event);
    data.flush();
  }

  @Override
  public void upgrade(JsonNode upgrade, StepCounts steps) {}

  @Override
  public void unreachable(String service) {}
}
