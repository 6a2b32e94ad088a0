package dev.drydock.verification.corruptions;

import dev.drydock.verification.figures.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts outcomes; safe for use by many threads. */
final class Tally {
  private final Map<String, Integer> byKind = new TreeMap<>();
  private final Map<String, Integer> foundBy = new TreeMap<>();
  private final Map<String, Integer> wentTo = new TreeMap<>();
  private final Map<String, Integer> harmless = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private int cases;
  private int sealed;
  private int found;
  private int noChange;
  private int controls;

  synchronized void add(Case one, Outcome outcome) {
    cases++;
    byKind.merge(one.kind().label(), 1, Integer::sum);
    if (one.kind().group() == Kind.Group.SEALED) {
      sealed++;
    }
    switch (outcome) {
      case Outcome.Found(_, var by, var state) -> {
        found++;
        foundBy.merge(by.name(), 1, Integer::sum);
        wentTo.merge(state, 1, Integer::sum);
      }
      case Outcome.ProofRefused _ -> {
        found++;
        foundBy.merge("PROOF_REFUSED", 1, Integer::sum);
      }
      case Outcome.NoChange _ -> {
        noChange++;
        harmless.merge(one.kind().label(), 1, Integer::sum);
      }
      case Outcome.Proven _ -> controls++;
      case Outcome.Violation(var what, var why) ->
          violations.add(one.replay() + ": " + what + ": " + why);
    }
  }

  synchronized int cases() {
    return cases;
  }

  synchronized int violations() {
    return violations.size();
  }

  synchronized Figures figures(long seed, Duration took) {
    return Figures.of("corruptions")
        .with("seed", seed)
        .with("cases", cases)
        .with("corruptions", found + noChange)
        .with("found", found)
        .with("sealed", sealed)
        .with("noChange", noChange)
        .with("controlsProven", controls)
        .with("seconds", took.toSeconds())
        .with("foundBy", foundBy)
        .with("wentTo", wentTo)
        .with("noChangeByKind", harmless)
        .with("byKind", byKind)
        .violations(violations)
        .figures();
  }
}
