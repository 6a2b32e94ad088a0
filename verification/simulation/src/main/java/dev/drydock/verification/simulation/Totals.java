package dev.drydock.verification.simulation;

import dev.drydock.coordinator.domain.saga.TransitionTable;
import dev.drydock.verification.simulation.kernel.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What many seeds have come to; added to by several threads. */
final class Totals {
  private static final int MOST_VIOLATIONS = 50;
  private final Map<TransitionTable.Row, Long> taken = new HashMap<>();
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<String, Long> states = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private Duration virtual = Duration.ZERO;
  private long seeds;
  private long failed;
  private long messages;
  private long crashes;
  private long rollbacks;
  private long points;

  synchronized void add(Outcome outcome) {
    seeds++;
    outcome.taken().forEach((row, times) -> taken.merge(row, (long) times, Long::sum));
    outcome.faults().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
    outcome.states().forEach((state, times) -> states.merge(state, (long) times, Long::sum));
    virtual = virtual.plus(outcome.virtual());
    messages += outcome.messages();
    crashes += outcome.crashes();
    rollbacks += outcome.rollbacks();
    points += outcome.points();
    if (!outcome.violations().isEmpty()) {
      failed++;
      if (violations.size() < MOST_VIOLATIONS) {
        violations.add(
            "seed %d (./drydock verify simulate --seed %d): %s"
                .formatted(
                    outcome.seed(), outcome.seed(), String.join("; ", outcome.violations())));
      }
    }
  }

  /** A seed that threw: of the simulation or of the code under it, either way it is a find. */
  synchronized void broken(long seed, Throwable e) {
    seeds++;
    failed++;
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add("seed %d (./drydock verify simulate --seed %d): %s".formatted(seed, seed, e));
    }
  }

  synchronized long seeds() {
    return seeds;
  }

  synchronized long failed() {
    return failed;
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Rows of the table that no seed took, as text. */
  synchronized List<String> neverTaken() {
    return TransitionTable.ROWS.stream()
        .distinct()
        .filter(row -> !taken.containsKey(row))
        .map(row -> row.from() + " -" + row.fact() + "-> " + row.to())
        .toList();
  }

  synchronized Map<String, Object> figures() {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("seeds", seeds);
    figures.put("failedSeeds", failed);
    figures.put(
        "transitionRows", taken.size() + "/" + TransitionTable.ROWS.stream().distinct().count());
    figures.put("transitions", taken.values().stream().mapToLong(Long::longValue).sum());
    figures.put("faults", new TreeMap<>(faults));
    figures.put("messages", messages);
    figures.put("crashes", crashes);
    figures.put("ledgersSetBack", rollbacks);
    figures.put("tenantsEnded", new TreeMap<>(states));
    figures.put("schedulingPoints", points);
    figures.put("meanVirtualSeconds", seeds == 0 ? 0 : virtual.dividedBy(seeds).toSeconds());
    return figures;
  }
}
