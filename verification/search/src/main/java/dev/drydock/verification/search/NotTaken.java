package dev.drydock.verification.search;

import dev.drydock.coordinator.domain.saga.TransitionTable;
import dev.drydock.coordinator.domain.saga.TransitionTable.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** The transitions that no search within the bounds takes, and why. */
final class NotTaken {

  static int rows() {
    return TransitionTable.ROWS.size();
  }

  /** Rows by reason, each as {@code From -Fact-> To}. */
  static Map<String, String> of(Collection<Row> taken) {
    var never = new LinkedHashMap<String, StringJoiner>();
    for (var row : TransitionTable.ROWS) {
      if (!taken.contains(row)) {
        never
            .computeIfAbsent(reason(row), _ -> new StringJoiner(", "))
            .add(row.from() + " -" + row.fact() + "-> " + row.to());
      }
    }
    var texts = new LinkedHashMap<String, String>();
    never.forEach((reason, rows) -> texts.put(reason, rows.toString()));
    return texts;
  }

  private static String reason(Row row) {
    return switch (row.fact()) {
      case "StepUnknown" -> ofUnknown(row);
      case "StepFenced" ->
          "since whoever meets a fence that is not ahead of the ledger is late and not heard";
      case "PreflightPassed" -> "since each tenant of the search has a script to run";
      case "BackupTaken", "BackupProven", "RestoreProven" ->
          "since only a forged answer speaks of another backup or content than was asked for";
      case "RestoreDiffers" ->
          "since nothing changes a tenant between its restore and the proof of it";
      case "OutageMet" -> "since no server is waited for in preflight";
      default -> "within these bounds";
    };
  }

  private static String ofUnknown(Row row) {
    return switch (row.from()) {
      case "Quiescing", "Releasing", "ReleasingUntouched", "ReleasingRestored" ->
          "since it takes more attempts than there are faults";
      default -> "since only migrations, restores and refused claims are answered as unknown";
    };
  }

  private NotTaken() {}
}
