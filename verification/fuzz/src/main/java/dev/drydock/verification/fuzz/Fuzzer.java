package dev.drydock.verification.fuzz;

import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Jazzer in a process of its own, on one target. */
final class Fuzzer {
  private static final int LONGEST_INPUT_BYTES = 8192;
  private static final int TIME_LIMIT_SECONDS = 20;
  private static final int MOST_FINDINGS = 5;

  private final Folders folders;
  private final Target target;
  private final long seed;
  private final Bound bound;

  Fuzzer(Folders folders, Target target, long seed, Bound bound) {
    this.folders = folders;
    this.target = target;
    this.seed = seed;
    this.bound = bound;
  }

  /** How one target went. */
  record Outcome(Target target, FuzzerLog log, Path found, long millis) {}

  /**
   * @throws NotCarriedOut when not one input was run, or none reached the product
   */
  Outcome run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    var found = folders.fresh(target);
    var log = new FuzzerLog();
    var file = folders.log(target);
    var process = new ProcessBuilder(command(found)).redirectErrorStream(true).start();
    try (var out = Files.newBufferedWriter(file)) {
      read(process, log, out);
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    if (log.executions() == 0 || log.coverage() == 0) {
      throw new NotCarriedOut(target.title() + " did not start; its log is " + file);
    }
    return new Outcome(target, log, found, (System.nanoTime() - begun) / 1_000_000);
  }

  private void read(Process process, FuzzerLog log, BufferedWriter out) throws IOException {
    var watch =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(bound.mostSeconds(), TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        log.line(line);
        out.write(line);
        out.newLine();
      }
    } finally {
      watch.interrupt();
    }
  }

  private List<String> command(Path found) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xss1m",
                bound.brief() ? "-XX:TieredStopAtLevel=1" : "-XX:TieredStopAtLevel=4",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                Classpath.ofReaders(folders.root()),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--instrumentation_excludes=dev.drydock.verification.**",
                "--custom_hook_includes=dev.drydock.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--keep_going=" + MOST_FINDINGS,
                "--reproducer_path=" + folders.findings(target)));
    command.addAll(
        List.of(
            "-artifact_prefix=" + folders.findings(target) + "/",
            "-seed=" + seedOf(target),
            bound.argument(),
            "-timeout=" + TIME_LIMIT_SECONDS,
            "-max_len=" + LONGEST_INPUT_BYTES,
            "-rss_limit_mb=0",
            "-print_final_stats=1"));
    if (Files.exists(folders.dictionary(target))) {
      command.add("-dict=" + folders.dictionary(target));
    }
    var kept = folders.corpus(target);
    if (!kept.isEmpty()) {
      command.add(
          "-seed_inputs=" + kept.stream().map(Path::toString).collect(Collectors.joining(",")));
    }
    command.add(found.toString());
    return command;
  }

  private static final String INSTRUMENTED =
      String.join(
          ":",
          "dev.drydock.**",
          "org.flywaydb.core.internal.parser.**",
          "org.flywaydb.core.internal.sqlscript.**",
          "org.flywaydb.database.postgresql.**");

  /** Each target has its own of one run's; libFuzzer takes 32 bits, and 0 as "draw one". */
  private int seedOf(Target one) {
    long mixed = (seed * 0x9E3779B97F4A7C15L) ^ ((long) one.title().hashCode() << 17);
    return (int) ((mixed ^ (mixed >>> 29)) & 0x7fffffff) | 1;
  }
}
