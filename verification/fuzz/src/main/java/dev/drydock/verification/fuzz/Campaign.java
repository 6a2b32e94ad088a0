package dev.drydock.verification.fuzz;

import dev.drydock.verification.figures.Figures;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import dev.drydock.verification.fuzz.Fuzzer.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Fuzzes targets, some at a time, and sums up. */
final class Campaign {
  private final Folders folders;
  private final long seed;
  private final Bound bound;
  private final Consumer<String> progress;

  Campaign(Folders folders, long seed, Bound bound, Consumer<String> progress) {
    this.folders = folders;
    this.seed = seed;
    this.bound = bound;
    this.progress = progress;
  }

  Figures over(List<Target> targets, int jobs) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    var outcomes = new ArrayList<Outcome>();
    try (var pool = Executors.newFixedThreadPool(Math.max(1, jobs))) {
      var running = new ArrayList<Future<Outcome>>();
      targets.forEach(
          target -> running.add(pool.submit(() -> new Fuzzer(folders, target, seed, bound).run())));
      try {
        for (var one : running) {
          outcomes.add(outcome(one));
          progress.accept(line(outcomes.getLast()));
        }
      } finally {
        pool.shutdownNow();
      }
    }
    return figures(outcomes, (System.nanoTime() - begun) / 1_000_000_000);
  }

  private static Outcome outcome(Future<Outcome> running) throws IOException, InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotCarriedOut reason) {
        throw reason;
      }
      throw new IOException(e.getCause());
    }
  }

  private static String line(Outcome outcome) {
    var log = outcome.log();
    return "%-13s %,9d inputs  coverage %d (+%d)  %d findings  %d s"
        .formatted(
            outcome.target().title(),
            log.executions(),
            log.coverage(),
            log.newCoverage(),
            log.findings().size(),
            outcome.millis() / 1000);
  }

  private Figures figures(List<Outcome> outcomes, long seconds) throws IOException {
    long executions = outcomes.stream().mapToLong(one -> one.log().executions()).sum();
    var each = new LinkedHashMap<String, Object>();
    for (var outcome : outcomes) {
      each.put(outcome.target().title(), figures(outcome));
    }
    return Figures.of("fuzz")
        .with("seed", seed)
        .with("targets", outcomes.size())
        .with("executions", executions)
        .with("newCoverage", outcomes.stream().mapToLong(one -> one.log().newCoverage()).sum())
        .with("findings", outcomes.stream().mapToInt(one -> one.log().findings().size()).sum())
        .with("seconds", seconds)
        .with("perTarget", each)
        .violations(outcomes.stream().flatMap(one -> violations(one).stream()).toList())
        .figures();
  }

  private Map<String, Object> figures(Outcome outcome) throws IOException {
    var log = outcome.log();
    var figures = new LinkedHashMap<String, Object>();
    figures.put("executions", log.executions());
    figures.put("coverage", log.coverage());
    figures.put("newCoverage", log.newCoverage());
    figures.put("kept", log.kept());
    figures.put("work", work(outcome));
    figures.put("findings", log.findings().size());
    figures.put("millis", outcome.millis());
    return figures;
  }

  /** A digest of the inputs that this run added: equal work gives equal digests. */
  private static String work(Outcome outcome) throws IOException {
    try (var files = Files.list(outcome.found())) {
      var digest = MessageDigest.getInstance("SHA-256");
      files
          .map(file -> file.getFileName().toString())
          .sorted()
          .forEach(name -> digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private List<String> violations(Outcome outcome) {
    return outcome.log().findings().stream()
        .map(found ->
            "%s: %s%s; replay: ./drydock verify fuzz --target %s --replay %s"
                .formatted(
                    outcome.target().title(),
                    found.what(),
                    found.where() == null ? "" : " at " + found.where(),
                    outcome.target().title(),
                    found.input()))
        .toList();
  }
}
