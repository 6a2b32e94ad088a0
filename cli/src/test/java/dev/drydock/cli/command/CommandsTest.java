package dev.drydock.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  private final StringWriter errors = new StringWriter();
  private final StringWriter answers = new StringWriter();
  private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Commands.commandLine(new PrintStream(talk, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(errors))
        .setOut(new PrintWriter(answers))
        .execute(arguments);
  }

  @Test
  void whenAnOptionIsUnknown_thenItIsAUsageError() {
    assertThat(run("upgrade", "--release", "a:1", "--bogus")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("--bogus");
  }

  @Test
  void whenATimeMakesNoSense_thenItIsAUsageErrorThatSaysHow() {
    assertThat(run("watch", "up-1", "--timeout", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("90s, 15m, 2h or 30d");
  }

  @Test
  void whenTheReleaseHasNoVersion_thenTheErrorNamesTheNextStep(@TempDir Path folder) {
    assertThat(run("release", "create", "shop", folder.toString())).isEqualTo(ExitCode.ERROR);
    assertThat(talk.toString(StandardCharsets.UTF_8))
        .contains("'shop' is not NAME:VERSION")
        .contains("next:  for example etsy-sync:1.1.0");
  }

  @Test
  void whenHelpIsAsked_thenEveryVerbExplainsItself() {
    for (var verb : Commands.commandLine(System.err).getSubcommands().values()) {
      describes(verb);
    }
  }

  private static void describes(CommandLine verb) {
    var usage = verb.getCommandSpec().usageMessage();
    assertThat(usage.description()).as(verb.getCommandName()).isNotEmpty();
    verb.getSubcommands().values().forEach(CommandsTest::describes);
  }
}
