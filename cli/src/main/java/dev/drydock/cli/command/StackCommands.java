package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.local.stack.LocalStack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The stack on this machine: up, down. */
final class StackCommands {
  private StackCommands() {}

  @Command(
      name = "up",
      description = "Start Drydock on this machine: Kafka, PostgreSQL, an S3 store, the services.",
      footer = {
        "",
        "Starts what does not run, so it also mends a stack of which a part has crashed. Data is",
        "kept in $XDG_STATE_HOME/drydock/NAME until `drydock down --purge`.",
        "",
        "Examples:",
        "  drydock up",
        "  drydock up --name trial"
      })
  static final class Up implements Callable<Integer> {
    @Option(names = "--name", paramLabel = "STACK", description = "Default: ${DEFAULT-VALUE}")
    private String name = "local";

    @Mixin private OutputOptions format;

    @Option(names = "--no-install", description = "Install no system packages, name them")
    private boolean noInstall;

    @Override
    public Integer call() {
      var output = format.output();
      SystemPackages.require(output, noInstall);
      var stack = LocalStack.named(name);
      new StackStart(stack, output).up();
      return ExitCode.OK;
    }
  }

  @Command(
      name = "down",
      description = "Stop the stack; its data is kept.",
      footer = {"", "Examples:", "  drydock down", "  drydock down --name demo --purge"})
  static final class Down implements Callable<Integer> {
    @Option(names = "--name", paramLabel = "STACK", description = "Default: ${DEFAULT-VALUE}")
    private String name = "local";

    @Option(names = "--purge", description = "Delete its data too, backups included")
    private boolean purge;

    @Mixin private Confirmation confirmation;
    @Mixin private OutputOptions format;

    @Override
    public Integer call() {
      var output = format.output();
      var stack = LocalStack.named(name);
      if (purge) {
        confirmation.ask(output, "Delete all data in " + stack.folder().path() + "?");
        stack.purge();
        output.say("stopped and deleted: " + stack.folder().path());
      } else {
        stack.down();
        output.say("stopped; data kept in " + stack.folder().path());
      }
      return ExitCode.OK;
    }
  }
}
