package dev.drydock.verification.simulation.mutants;

import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import dev.drydock.verification.simulation.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.logging.LogManager;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs each mutant under the seeds that kill it, and the unbroken system under the same. */
@Command(
    name = "mutants",
    description =
        "Breaks the protocol on purpose, one breakage at a time, and requires that the simulation"
            + " finds each of them under a recorded seed, and nothing under the same seed without"
            + " the breakage.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./drydock verify mutants",
      "  ./drydock verify mutants --only NO_FENCE",
      "  ./drydock verify mutants --find STALE_ANSWER_ACCEPTED --seeds 20000",
      "  ./drydock verify mutants --find all --seeds 500",
    })
public final class MutantsCommand extends Verification {
  private static final int RECORDED = 2;

  @Option(
      names = "--only",
      paramLabel = "MUTANT",
      description = "One mutant: ${COMPLETION-CANDIDATES}.")
  private @Nullable Mutant only;

  @Option(
      names = "--find",
      paramLabel = "MUTANT",
      description = "Looks for seeds that kill this mutant, or all of them, and prints them.")
  private @Nullable String find;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many seeds --find tries per mutant; default ${DEFAULT-VALUE}.")
  private long seeds;

  @Option(
      names = "--from",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "The first seed that --find tries; default ${DEFAULT-VALUE}.")
  private long from;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many run at a time; 0, the default, is one per processor.")
  private int threads;

  @Override
  protected Figures verify() throws Exception {
    LogManager.getLogManager().reset();
    long began = System.nanoTime();
    var figures = find == null ? killed() : found(find);
    return figures.with("seconds", (System.nanoTime() - began) / 1_000_000_000).figures();
  }

  /** What became of one mutant. */
  private record Verdict(Mutant mutant, List<String> violations, String how) {}

  private Figures.Collecting killed() throws Exception {
    var recorded = KilledBy.recorded();
    var chosen = only == null ? Mutant.all() : List.of(only);
    var verdicts = inParallel(chosen, mutant -> verdict(mutant, recorded.seedsOf(mutant)));
    var violations = verdicts.stream().flatMap(v -> v.violations().stream()).toList();
    long killed = verdicts.stream().filter(v -> v.violations().isEmpty()).count();
    return Figures.of("mutants")
        .with("mutants", chosen.size())
        .with("killed", killed)
        .violations(violations);
  }

  private Verdict verdict(Mutant mutant, List<Long> recorded) {
    var violations = new ArrayList<String>();
    var how = "";
    for (long seed : recorded) {
      var unbroken = Simulation.run(seed, false).violations();
      if (!unbroken.isEmpty()) {
        violations.add(
            "seed %d without any mutant: %s; ./drydock verify simulate --seed %d"
                .formatted(seed, unbroken.getFirst(), seed));
      }
      var broken = runs(mutant, seed);
      how = how.isEmpty() && !broken.isEmpty() ? broken.getFirst() : how;
    }
    if (how.isEmpty()) {
      violations.add(
          "%s survives its seeds %s; ./drydock verify mutants --find %s finds new ones"
              .formatted(mutant, recorded, mutant));
    }
    say(mutant + " " + (how.isEmpty() ? "SURVIVES" : "killed: " + how));
    return new Verdict(mutant, violations, how);
  }

  private static List<String> runs(Mutant mutant, long seed) {
    return Simulation.run(seed, false, mutant.alterations(), mutant.decorations()).violations();
  }

  private Figures.Collecting found(String name) throws Exception {
    var chosen =
        name.equalsIgnoreCase("all")
            ? Mutant.all()
            : List.of(Mutant.valueOf(name.toUpperCase(Locale.ROOT)));
    var rates = new LinkedHashMap<String, Object>();
    for (var mutant : chosen) {
      var killing = killing(mutant);
      rates.put(mutant.name(), killing.size() + "/" + seeds);
      say(line(mutant, killing));
    }
    return Figures.of("mutants").with("killedOfTried", rates);
  }

  private List<Long> killing(Mutant mutant) throws Exception {
    var all = LongStream.range(from, from + seeds).boxed().toList();
    var killing = new ArrayList<Long>();
    var killed = inParallel(all, seed -> !runs(mutant, seed).isEmpty());
    for (int i = 0; i < all.size(); i++) {
      if (killed.get(i)) {
        killing.add(all.get(i));
      }
    }
    return killing;
  }

  /** As {@code mutants.seeds} has it. */
  private String line(Mutant mutant, List<Long> killing) {
    var line = new StringBuilder(mutant.name());
    killing.stream().limit(RECORDED).forEach(seed -> line.append(' ').append(seed));
    return line.append("  # kills %d of %d".formatted(killing.size(), seeds)).toString();
  }

  private interface Work<T, R> {
    R of(T value);
  }

  private <T, R> List<R> inParallel(List<T> values, Work<T, R> work) throws Exception {
    int most = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    try (var pool = Executors.newFixedThreadPool(most)) {
      var tasks = values.stream().<Callable<R>>map(value -> () -> work.of(value)).toList();
      var results = new ArrayList<R>();
      for (var done : pool.invokeAll(tasks)) {
        results.add(done.get());
      }
      return results;
    }
  }
}
