package dev.drydock.verification.failpoints;

import dev.drydock.local.LocalServerFailure;
import dev.drydock.verification.failpoints.CaseResult.Outcome;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import dev.drydock.verification.fleet.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Many cases on one stack after the other. A stack is replaced when it has had its number of cases,
 * when a tenant is parked, and after a violation, whose files are kept.
 */
final class Campaign {
  private static final int MOST_BROKEN = 3;

  private final Path folder;
  private final Results results;
  private final int casesPerStack;
  private final Consumer<String> say;
  private final Unreached unreached = Unreached.listed();
  private final List<String> violations = new ArrayList<>();
  private int stacks;
  private int brokenInARow;
  private int number;

  Campaign(Path folder, Results results, int casesPerStack, Consumer<String> say) {
    this.folder = folder;
    this.results = results;
    this.casesPerStack = casesPerStack;
    this.say = say;
    this.number = results.all().size();
  }

  /** Returns what was found by looking at whole stacks, beyond the results of cases. */
  List<String> run(Matrix open) {
    var waiting = new ArrayList<>(open.cases());
    while (!waiting.isEmpty()) {
      onOneStack(waiting);
    }
    return violations;
  }

  private void onOneStack(List<Case> waiting) {
    long began = System.nanoTime();
    var stand = Stand.start(newHome());
    say.accept("stack %d is up after %d s".formatted(stacks, seconds(began)));
    var upgrades = new LinkedHashMap<String, Case>();
    boolean keep = true;
    try {
      keep = runSome(stand, waiting, upgrades);
      if (brokenInARow == 0) {
        keep |= judgeWhole(stand, upgrades);
      }
    } finally {
      if (keep) {
        stand.leave();
        say.accept("the files of this stack stay in " + stand.folder());
      } else {
        stand.close();
      }
    }
  }

  /** Those of kept stacks are left alone. */
  private Path newHome() {
    Path home;
    do {
      home = folder.resolve("stack-%02d".formatted(++stacks));
    } while (Files.exists(home));
    return home;
  }

  /** Returns whether the stack is worth keeping. */
  private boolean runSome(Stand stand, List<Case> waiting, Map<String, Case> upgrades) {
    for (int cases = 0; cases < casesPerStack && !waiting.isEmpty(); cases++) {
      var subject = waiting.getFirst();
      CaseResult result;
      try {
        result = new CaseRun(stand, unreached, subject, ++number).run();
      } catch (StackFailure | LocalServerFailure e) {
        say.accept(subject.id() + " could not be carried out: " + e.getMessage());
        broken(e);
        return true;
      }
      brokenInARow = 0;
      waiting.removeFirst();
      results.add(result);
      upgrades.put(result.upgrade(), subject);
      say.accept(line(result));
      if (result.outcome() == Outcome.VIOLATION || result.states().contains("PARKED")) {
        return result.outcome() == Outcome.VIOLATION;
      }
    }
    return false;
  }

  /** A machine that is too busy to start a service says nothing about the service. */
  private void broken(RuntimeException why) {
    if (++brokenInARow == MOST_BROKEN) {
      throw new NotCarriedOut(MOST_BROKEN + " stacks in a row broke: " + why.getMessage());
    }
  }

  private static String line(CaseResult result) {
    return "%s %s %.1f s %s %s"
        .formatted(
            result.id(),
            result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            result.seconds(),
            result.states(),
            String.join("; ", result.remarks()));
  }

  /** All twelve invariants, when everything has quieted down. */
  private boolean judgeWhole(Stand stand, Map<String, Case> upgrades) {
    long began = System.nanoTime();
    var found = WholeStack.violations(stand);
    for (var violation : found) {
      var suspects =
          upgrades.entrySet().stream()
              .filter(each -> !each.getKey().isEmpty() && violation.contains(each.getKey()))
              .map(each -> each.getValue().replay())
              .findFirst()
              .orElse("after the cases up to " + replayOfLast(upgrades));
      violations.add(violation + " (" + suspects + ")");
    }
    say.accept(
        "stack %d judged in %d s: %d violations".formatted(stacks, seconds(began), found.size()));
    return !found.isEmpty();
  }

  private static String replayOfLast(Map<String, Case> upgrades) {
    var last = "none";
    for (var each : upgrades.values()) {
      last = each.id();
    }
    return last;
  }

  private static long seconds(long fromNanos) {
    return (System.nanoTime() - fromNanos) / 1_000_000_000;
  }
}
