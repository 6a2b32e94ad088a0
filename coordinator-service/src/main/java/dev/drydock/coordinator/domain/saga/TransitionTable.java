package dev.drydock.coordinator.domain.saga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Every transition there is, as data: the diagram in the README is drawn from it, and the suite
 * fails when it and {@link Transitions} differ or when one of them was never taken.
 */
public final class TransitionTable {

  /** By the simple names of state, fact and state. */
  public record Row(String from, String fact, String to) {}

  private static final String LOST = "StepFailed StepUnknown";

  public static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    forward(rows);
    backward(rows);
    trouble(rows);
    resolved(rows);
    return List.copyOf(rows);
  }

  private static void forward(List<Row> rows) {
    add(rows, "Pending", "Admit", "Preflight");
    add(rows, "Preflight", "PreflightPassed", "Quiescing Upgraded Releasing");
    add(rows, "Quiescing", "Quiesced", "BackingUp");
    add(rows, "BackingUp", "BackupTaken", "Proving BackingUp ReleasingUntouched");
    add(rows, "Proving", "BackupProven", "Migrating ReleasingUntouched");
    add(rows, "Migrating", "Migrated", "Verifying");
    add(rows, "Verifying", "Verified", "Releasing");
    add(rows, "Releasing", "Released", "Upgraded");
  }

  private static void backward(List<Row> rows) {
    add(rows, "Pending", "Abort", "Untouched");
    add(rows, "Preflight", "PreflightRefused Abort", "Untouched ReleasingUntouched");
    for (var untouched : List.of("Quiescing", "BackingUp", "Proving")) {
      add(rows, untouched, "Abort", "ReleasingUntouched");
    }
    add(rows, "Migrating", "MigrationFailed", "Migrating ReleasingUntouched Restoring");
    add(rows, "Inspecting", "Inspected", "Migrating Verifying Restoring ReleasingUntouched Parked");
    add(rows, "Verifying", "VerificationFailed", "Restoring");
    add(rows, "Restoring", "BackupRestored", "ProvingRestore");
    add(rows, "ProvingRestore", "RestoreProven", "ReleasingRestored Parked");
    add(rows, "ProvingRestore", "RestoreDiffers", "Parked");
    add(rows, "ReleasingRestored", "Released", "Restored");
    add(rows, "ReleasingUntouched", "Released", "Untouched");
    add(rows, "Restored", "Retry", "Pending");
    add(rows, "Untouched", "Retry", "Pending");
  }

  /** Once more, or the way out; a higher token at the resource parks whoever meets it. */
  private static void trouble(List<Row> rows) {
    add(rows, "Preflight", LOST, "Preflight Untouched ReleasingUntouched");
    for (var untouched : List.of("Quiescing", "BackingUp", "Proving")) {
      add(rows, untouched, LOST, untouched + " ReleasingUntouched");
    }
    add(rows, "Proving", "StepFailed", "BackingUp");
    add(rows, "Migrating", LOST + " NoAnswer OutageMet", "Inspecting");
    add(rows, "Migrating", "StepFenced", "Inspecting Parked");
    add(rows, "Verifying", LOST, "Verifying Restoring");
    for (var needed : List.of("Inspecting", "Restoring", "ProvingRestore", "Releasing")) {
      add(rows, needed, LOST, needed + " Parked");
    }
    for (var release : List.of("ReleasingUntouched", "ReleasingRestored")) {
      add(rows, release, LOST, release + " Parked");
    }
    for (var waiting :
        ("Preflight Quiescing BackingUp Proving Inspecting Verifying Restoring ProvingRestore"
                + " Releasing ReleasingUntouched ReleasingRestored")
            .split(" ")) {
      add(rows, waiting, "NoAnswer OutageMet", waiting);
      add(rows, waiting, "StepFenced", waiting + " Parked");
    }
  }

  private static void resolved(List<Row> rows) {
    add(rows, "Parked", "Resolve", "Restoring Preflight Quiescing BackingUp Proving Inspecting");
    add(rows, "Parked", "Resolve", "Verifying Releasing ReleasingUntouched ProvingRestore");
    add(rows, "Parked", "Resolve", "ReleasingRestored Upgraded Untouched Restored");
  }

  private static void add(List<Row> rows, String from, String facts, String targets) {
    for (var fact : facts.split(" ")) {
      for (var to : targets.split(" ")) {
        rows.add(new Row(from, fact, to));
      }
    }
  }

  /** The same as a Mermaid state diagram. */
  public static String diagram() {
    Map<String, Set<String>> facts = new LinkedHashMap<>();
    for (var row : ROWS) {
      facts
          .computeIfAbsent(row.from() + " --> " + row.to(), _ -> new LinkedHashSet<>())
          .add(row.fact());
    }
    var lines = new StringJoiner("\n", "stateDiagram-v2\n", "\n");
    lines.add("    [*] --> Pending");
    facts.forEach((edge, why) -> lines.add("    " + edge + ": " + String.join(", ", why)));
    lines.add("    Upgraded --> [*]");
    lines.add("    Restored --> [*]");
    lines.add("    Untouched --> [*]");
    return lines.toString();
  }

  private TransitionTable() {}
}
