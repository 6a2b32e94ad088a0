package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The version of this command. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  static final String VERSION = "0.1.0";

  @Override
  public Integer call() {
    System.out.println("drydock " + VERSION);
    return ExitCode.OK;
  }
}
