package dev.drydock.verification.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code ./drydock} of this checkout, run as a user runs it, with a home of its own for its
 * data.
 */
final class Drydock {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final Path stateHome;

  Drydock(Path stateHome) {
    this.root = Path.of(System.getProperty("drydock.root", "..")).toAbsolutePath().normalize();
    this.stateHome = stateHome;
  }

  /** A home for its data that the database server's own user may enter, too. */
  static Drydock inEmptyHome() {
    try {
      var home = Files.createTempDirectory("drydock-system-");
      Files.setPosixFilePermissions(
          home, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      return new Drydock(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  Path stateHome() {
    return stateHome;
  }

  /** What a finished command left: its exit code and what it wrote. */
  record Run(int exitCode, String stdout, String stderr) {
    JsonNode json() {
      return parse(stdout);
    }

    /** The last line on stdout, as JSON. */
    JsonNode lastLine() {
      return parse(stdout.stripTrailing().lines().toList().getLast());
    }

    private static JsonNode parse(String text) {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** Runs to the end; no test waits longer than ten minutes for a command. */
  Run run(String... arguments) {
    return start(arguments).await(Duration.ofMinutes(10));
  }

  /** A command that runs beside the test. */
  Running start(String... arguments) {
    try {
      var folder = Files.createDirectories(stateHome.resolve("commands"));
      var stdout = Files.createTempFile(folder, "run-", ".out");
      var stderr = Files.createTempFile(folder, "run-", ".err");
      var command = new ArrayList<>(List.of(root.resolve("drydock").toString()));
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).directory(root.toFile());
      builder.environment().put("XDG_STATE_HOME", stateHome.toString());
      builder.environment().put("NO_COLOR", "1");
      builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
      return new Running(builder.start(), stdout, stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Running(Process process, Path stdout, Path stderr) {
    Run await(Duration limit) {
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(
              "still running after " + limit + "\n" + Files.readString(stderr));
        }
        return new Run(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }
}
