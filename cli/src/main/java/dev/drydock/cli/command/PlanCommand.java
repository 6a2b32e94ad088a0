package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what an upgrade would do; changes nothing. */
@Command(
    name = "plan",
    description = "Show what an upgrade would do; changes nothing.",
    footer = {"", "Example:", "  drydock plan --release etsy-sync:1.1.0 --waves 2,20%%,rest"})
final class PlanCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;
  @Mixin private UpgradeRequest request;

  @Override
  public Integer call() {
    var plan = connection.coordinator().post("/plans", request.body());
    format.output().one(plan, "/release", PlanLines.of(plan));
    return ExitCode.OK;
  }
}
