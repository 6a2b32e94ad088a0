package dev.drydock.cli.view;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows an upgrade while it goes on. */
public interface WatchView {
  /** The view that fits: events as JSON lines, a live block on a terminal, else plain lines. */
  static WatchView of(Output output, String dashboard) {
    if (output.format() == Format.JSONL) {
      return new EventLines(output.data());
    }
    return output.terminal().live()
        ? new LiveBlock(output.talk(), output.terminal(), dashboard)
        : new PlainLines(output.talk(), System::nanoTime);
  }

  /** A fact of the ledger, in its order. */
  void event(JsonNode event);

  /** The upgrade as it is now; called a few times per second. */
  void upgrade(JsonNode upgrade, StepCounts steps);

  /** The coordinator does not answer; it is asked again. */
  void unreachable(String service);

  /** Ended: whatever was drawn stays. */
  default void end() {}
}
