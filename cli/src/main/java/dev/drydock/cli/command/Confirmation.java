package dev.drydock.cli.command;

import dev.drydock.cli.http.CliFailure;
import dev.drydock.cli.view.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something starts or is destroyed, unless {@code --yes}. */
final class Confirmation {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask")
  private boolean yes;

  void ask(Output output, String question) {
    if (yes) {
      return;
    }
    output.talk().print(question + " [y/N] ");
    output.talk().flush();
    if (!answer().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new CliFailure("not confirmed, nothing was done", "say --yes to go on without asking");
    }
  }

  private static String answer() {
    try {
      var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      var line = reader.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
