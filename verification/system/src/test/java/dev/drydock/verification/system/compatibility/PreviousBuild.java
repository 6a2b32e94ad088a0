package dev.drydock.verification.system.compatibility;

import dev.drydock.local.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The build whose commit the file {@code previous-build} names, out of this repository's own
 * history, built once by Maven below {@code target}.
 */
record PreviousBuild(Path root) {
  private static final int MOST_MINUTES = 15;

  /** The build; ends the test as not carried out when the history does not hold it. */
  static PreviousBuild of(Path repository) {
    var module = repository.resolve("verification/system");
    var commit = commit(module.resolve("previous-build"));
    var folder = module.resolve("target/previous-build").resolve(commit);
    if (!Files.exists(folder.resolve("built"))) {
      Assumptions.assumeTrue(
          run(repository, Map.of(), "git", "cat-file", "-e", commit + "^{commit}") == 0,
          "not carried out: the history holds no "
              + commit
              + " (a shallow clone? `git fetch --unshallow` brings it)");
      build(repository, commit, folder);
    }
    return new PreviousBuild(folder);
  }

  private static String commit(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .findFirst()
          .orElseThrow()
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void build(Path repository, String commit, Path folder) {
    try {
      LocalFiles.deleteAll(folder);
      Files.createDirectories(folder);
      var archive = folder.resolve("sources.tar").toString();
      must(repository, "git", "archive", "--format=tar", "-o", archive, commit);
      must(folder, "tar", "-xf", archive);
      must(
          folder,
          "mvn",
          "-q",
          "-T2",
          "-Dquick",
          "-DskipTests",
          "-pl",
          "coordinator-service,backup-service,migration-service,notifier-service",
          "-am",
          "package");
      Files.createFile(folder.resolve("built"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void must(Path folder, String... command) {
    int exit = run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    if (exit != 0) {
      throw new AssertionError(List.of(command) + " ended with " + exit + " in " + folder);
    }
  }

  private static int run(Path folder, Map<String, String> environment, String... command) {
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " does not end");
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
