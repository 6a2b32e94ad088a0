package dev.drydock.verification.simulation;

import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drydock verify simulate}. */
@Command(
    name = "simulate",
    description =
        "The real coordinator and workers in virtual time, one seed per run: faults of every kind,"
            + " then calm, then every promise is checked.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  drydock verify simulate --seeds 20000 --minutes 4",
      "  drydock verify simulate --seeds 100000",
      "  drydock verify simulate --seed 4711      (prints the whole history)"
    })
final class SimulateCommand extends Verification {
  private static final Duration REPORT = Duration.ofSeconds(10);

  @Option(names = "--seed", paramLabel = "N", description = "replay this one and print its history")
  private @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many; default ${DEFAULT-VALUE}")
  private long seeds = 1000;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "the first of them; default ${DEFAULT-VALUE}")
  private long from = 1;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "stop after so many minutes, even if seeds are left; default: no limit")
  private @Nullable Double minutes;

  @Option(names = "--threads", paramLabel = "N", description = "default: one per processor")
  private @Nullable Integer threads;

  @Override
  protected Figures verify() throws InterruptedException {
    LogManager.getLogManager().reset();
    return seed == null ? many() : one(seed);
  }

  private Figures one(long which) {
    var outcome = Simulation.run(which, true);
    outcome.lines().forEach(System.out::println);
    var totals = new Totals();
    totals.add(outcome);
    return figures(totals, 0);
  }

  private Figures many() throws InterruptedException {
    var totals = new Totals();
    var next = new AtomicLong(from);
    long begin = System.nanoTime();
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    var workers = new Thread[count];
    for (int i = 0; i < count; i++) {
      workers[i] =
          Thread.ofPlatform().name("seeds-" + i).start(() -> runSeeds(next, totals, begin));
    }
    for (var worker : workers) {
      while (!worker.join(REPORT)) {
        say(totals.seeds() + " seeds, " + totals.failed() + " with violations");
      }
    }
    return figures(totals, System.nanoTime() - begin);
  }

  private void runSeeds(AtomicLong next, Totals totals, long begin) {
    for (long one = next.getAndIncrement();
        one < from + seeds && !isOver(begin);
        one = next.getAndIncrement()) {
      try {
        totals.add(Simulation.run(one, false));
      } catch (RuntimeException | Error e) {
        totals.broken(one, e);
      }
    }
  }

  private boolean isOver(long begin) {
    return minutes != null && System.nanoTime() - begin > minutes * 60e9;
  }

  private Figures figures(Totals totals, long nanos) {
    var never = totals.neverTaken();
    if (seed == null && !never.isEmpty()) {
      say(never.size() + " transitions were never taken:");
      never.forEach(row -> say("  " + row));
    }
    var figures = Figures.of("simulate");
    totals.figures().forEach(figures::with);
    if (nanos > 0) {
      figures.with("seconds", Math.round(nanos / 1e8) / 10.0);
      figures.with("seedsPerSecond", Math.round(totals.seeds() / (nanos / 1e10)) / 10.0);
    }
    return figures.violations(List.copyOf(totals.violations())).figures();
  }
}
