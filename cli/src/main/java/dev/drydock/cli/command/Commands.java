package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.CliFailure;
import dev.drydock.cli.http.Unreachable;
import dev.drydock.cli.view.SafeText;
import dev.drydock.local.LocalServerFailure;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** The root of all verbs. */
@Command(
    name = "drydock",
    description = "Takes whole fleets of tenant databases from one release to the next.",
    version = "drydock " + VersionCommand.VERSION,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      StackCommands.Up.class,
      StackCommands.Down.class,
      DoctorCommand.class,
      TestCommand.class,
      TenantCommand.class,
      ReleaseCommand.class,
      PlanCommand.class,
      UpgradeCommand.class,
      WatchCommand.class,
      ShowCommand.class,
      SteerCommands.Pause.class,
      SteerCommands.Resume.class,
      SteerCommands.Abort.class,
      RetryCommand.class,
      ResolveCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      CatalogCommand.class,
      EventsCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Commands {
  private Commands() {}

  /** The command line, with errors that say what to do next. */
  public static CommandLine commandLine(PrintStream talk) {
    return new CommandLine(new Commands())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler((failure, command, result) -> report(failure, talk));
  }

  private static int report(Exception failure, PrintStream talk) {
    switch (failure) {
      case CliFailure known -> {
        talk.println("error: " + SafeText.of(String.valueOf(known.getMessage())));
        known.details().forEach(detail -> talk.println("  " + SafeText.of(detail)));
        next(talk, known.next());
      }
      case Unreachable unreachable -> {
        talk.println("error: " + unreachable.getMessage());
        next(talk, "`drydock up` starts a stack here, `drydock doctor` looks what is wrong");
      }
      case LocalServerFailure local -> {
        talk.println("error: " + local.getMessage());
        next(talk, "`drydock doctor` looks what is wrong");
      }
      default -> {
        talk.println("error: " + failure);
        if (System.getenv("DRYDOCK_DEBUG") != null) {
          failure.printStackTrace(talk);
        }
      }
    }
    return ExitCode.ERROR;
  }

  private static void next(PrintStream talk, String next) {
    if (!next.isEmpty()) {
      talk.println("next:  " + SafeText.of(next));
    }
  }
}
