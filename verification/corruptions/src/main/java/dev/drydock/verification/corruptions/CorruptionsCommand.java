package dev.drydock.verification.corruptions;

import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Corrupts backups by a seed, and asks the backup service to prove each. */
@Command(
    name = "corruptions",
    description = {
      "Corrupts backups on a real object store and a real PostgreSQL: each corruption must be found",
      "before the tenant is migrated. Every 20th case is a control that must be proven."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  drydock verify corruptions",
      "  drydock verify corruptions --seed 7 --count 150",
      "  drydock verify corruptions --kind entry-lost --count 50",
      "  drydock verify corruptions --seed 7 --case 133 --kind entry-lost   replays one"
    })
final class CorruptionsCommand extends Verification {
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "default 1")
  private long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000",
      description = "number of cases; default 1000")
  private int count;

  @Option(names = "--case", paramLabel = "K", description = "this case alone")
  private @Nullable Integer number;

  @Option(names = "--kind", paramLabel = "KIND", description = "this kind alone; default all")
  private @Nullable String kind;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "each with tenants of its own; default 2")
  private int threads;

  private final AtomicInteger next = new AtomicInteger();
  private final Tally tally = new Tally();
  private volatile boolean stopped;

  @Override
  protected Figures verify() throws Exception {
    var only = kind == null ? null : only(kind);
    long from = System.nanoTime();
    say("starting PostgreSQL and an object store");
    try (var servers = Servers.start(Clock.systemUTC());
        var workers = Executors.newFixedThreadPool(workers())) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < workers(); i++) {
        var prefix = "w" + i;
        running.add(
            workers.submit(() -> work(new Bench(servers, prefix, Clock.systemUTC()), only)));
      }
      awaitAll(running);
    }
    return tally.figures(seed, Duration.ofNanos(System.nanoTime() - from));
  }

  private int workers() {
    return number == null ? Math.max(1, Math.min(threads, count)) : 1;
  }

  private static Kind only(String label) {
    try {
      return Kind.labelled(label);
    } catch (IllegalArgumentException e) {
      throw new NotCarriedOut("there is no kind '" + label + "'; see the README for their names");
    }
  }

  private void work(Bench bench, @Nullable Kind only) {
    var cases = new Cases(bench);
    if (number != null) {
      var one = Case.drawn(seed, number, only);
      var outcome = cases.run(one);
      say(one.replay() + ": " + outcome);
      tally.add(one, outcome);
      return;
    }
    for (int n = next.incrementAndGet(); n <= count && !stopped; n = next.incrementAndGet()) {
      var one = Case.drawn(seed, n, only);
      tally.add(one, cases.run(one));
    }
  }

  private void awaitAll(List<Future<?>> running) throws InterruptedException, ExecutionException {
    for (var one : running) {
      while (true) {
        try {
          one.get(SAY_EVERY.toSeconds(), TimeUnit.SECONDS);
          break;
        } catch (TimeoutException e) {
          say("%d of %d cases, %d violations".formatted(tally.cases(), count, tally.violations()));
        } catch (ExecutionException e) {
          stopped = true;
          if (e.getCause() instanceof NotCarriedOut why) {
            throw why;
          }
          throw e;
        }
      }
    }
  }
}
