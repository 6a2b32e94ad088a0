package dev.drydock.verification.simulation;

import dev.drydock.coordinator.domain.saga.TransitionTable;
import dev.drydock.verification.simulation.kernel.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one seed ended.
 *
 * @param digest of its whole history: the same for the same seed
 * @param violations empty when the promise held
 * @param lines the history, when it was to be kept
 */
public record Outcome(
    long seed,
    long digest,
    List<String> violations,
    List<String> lines,
    Map<TransitionTable.Row, Integer> taken,
    Map<Fault, Integer> faults,
    Map<String, Integer> states,
    Duration virtual,
    long messages,
    long crashes,
    long rollbacks,
    long points) {
  public Outcome {
    violations = List.copyOf(violations);
    lines = List.copyOf(lines);
    taken = Map.copyOf(taken);
    faults = Map.copyOf(faults);
    states = Map.copyOf(states);
  }
}
