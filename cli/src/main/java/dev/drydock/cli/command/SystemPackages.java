package dev.drydock.cli.command;

import dev.drydock.cli.http.CliFailure;
import dev.drydock.cli.view.Output;
import dev.drydock.local.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs that the system must have: PostgreSQL's server and client. */
final class SystemPackages {
  private static final List<String> PACKAGES = List.of("postgresql", "postgresql-client");
  private static final String LINE = "apt-get install -y " + String.join(" ", PACKAGES);

  private SystemPackages() {}

  /**
   * Installs what is missing where root or a password-free sudo may, else says the line to type.
   */
  static void require(Output output, boolean noInstall) {
    if (present()) {
      return;
    }
    var prefix = noInstall ? List.<String>of("never") : privilege();
    if (prefix.equals(List.of("never")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      throw new CliFailure("PostgreSQL 15 or newer is not installed", "sudo " + LINE);
    }
    output.say("installing " + String.join(", ", PACKAGES) + " (" + LINE + ")");
    if (!run(prefix) || !present()) {
      throw new CliFailure("the installation failed", "sudo " + LINE);
    }
  }

  static boolean present() {
    return PostgresBinaries.find()
        .filter(found -> Files.isExecutable(found.folder().resolve("pg_dump")))
        .isPresent();
  }

  private static List<String> privilege() {
    if ("root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    return succeeds(List.of("sudo", "-n", "true")) ? List.of("sudo", "-n") : List.of("never");
  }

  private static boolean run(List<String> prefix) {
    // A machine that never listed its packages knows none; old lists may do, so this may fail.
    succeeds(joined(prefix, List.of("apt-get", "update", "-qq")));
    var install = List.of("apt-get", "install", "-y", "--no-install-recommends");
    var quietly = joined(prefix, List.of("env", "DEBIAN_FRONTEND=noninteractive"));
    return succeeds(joined(joined(quietly, install), PACKAGES));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static boolean succeeds(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return process.waitFor(10, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
