package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The tests run by Maven: the launcher does it, this only explains. */
@Command(
    name = "test",
    description = "Run the tests; `drydock test list` names the groups.",
    footer = {"", "Examples:", "  ./drydock test", "  ./drydock test --only unit"})
final class TestCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "GROUP", description = "unit, integration or system")
  private String only = "";

  @Parameters(arity = "0..1", paramLabel = "list")
  private String list = "";

  @Override
  public Integer call() {
    System.err.println(
        "the tests are run by the launcher: ./drydock test %s%s"
            .formatted(only.isEmpty() ? "" : "--only " + only, list));
    return ExitCode.USAGE;
  }
}
