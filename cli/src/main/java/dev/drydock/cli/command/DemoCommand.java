package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.demo.DemoUpgrade;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.view.Output;
import dev.drydock.cli.view.Words;
import dev.drydock.local.Installation;
import dev.drydock.local.demo.FleetPlan;
import dev.drydock.local.stack.LocalStack;
import dev.drydock.local.stack.Service;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything in one command: a stack, a fleet, an upgrade with every way out. */
@Command(
    name = "demo",
    description = "Start a stack, create 60 tenants and upgrade them; three of them have a flaw.",
    footer = {
      "",
      "The stack stays up afterwards: look around, then `drydock down --name demo`.",
      "",
      "Examples:",
      "  drydock demo",
      "  drydock demo --exit               stop the stack at the end, exit code 3",
      "  drydock demo --exit -o json       the upgrade as one line of JSON, last on stdout"
    })
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--name", paramLabel = "STACK", description = "Default: ${DEFAULT-VALUE}")
  private String name = "demo";

  @Option(names = "--exit", description = "Stop the stack at the end")
  private boolean exit;

  @Option(names = "--keep", description = "Keep the fleet and the upgrades of an earlier demo")
  private boolean keep;

  @Option(names = "--no-install", description = "Install no system packages, name them")
  private boolean noInstall;

  @Mixin private OutputOptions format;
  @Mixin private WaitOptions wait;

  @Override
  public Integer call() {
    var output = format.output();
    SystemPackages.require(output, noInstall);
    if (!keep) {
      LocalStack.named(name).purge();
    }
    var stack = LocalStack.named(name);
    try {
      new StackStart(stack, output).up();
      return upgrade(stack, output);
    } finally {
      if (exit) {
        stack.down();
      }
    }
  }

  private int upgrade(LocalStack stack, Output output) {
    var coordinator = new Api(stack.url(Service.COORDINATOR), stack.adminToken());
    var demo = new DemoUpgrade(stack, coordinator, Installation.find().root());
    if (!keep) {
      createFleet(demo, output);
    }
    var id = demo.start();
    var dashboard = stack.url(Service.NOTIFIER).toString();
    var upgrade = WatchCommand.follow(coordinator, output, id, dashboard, wait.timeout());
    WatchCommand.print(output, upgrade);
    if (!exit) {
      output.say("");
      output.say("look:  " + dashboard + "/upgrades/" + id);
      output.say("       ./drydock show tenant shop-0041 --name " + name);
      output.say("stop:  ./drydock down --name " + name);
    }
    return ExitCode.of(upgrade);
  }

  private static void createFleet(DemoUpgrade demo, Output output) {
    long begin = System.nanoTime();
    int tenants = demo.createFleet(FleetPlan.demo());
    demo.createRelease(ReleaseBundle.zip(demo.releaseFolder()));
    var took = Words.duration(Duration.ofNanos(System.nanoTime() - begin));
    output.say(
        "  demo fleet     %d tenants, etsy-sync 1.0.0 (40 databases, 20 schemas in 2)   ready   %s"
            .formatted(tenants, took));
    output.say("");
  }
}
