package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.view.SafeText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what an upgrade would do; changes nothing. */
@Command(
    name = "plan",
    description = "Show what an upgrade would do; asks every tenant, changes nothing.",
    footer = {
      "",
      "Examples:",
      "  drydock plan --release etsy-sync:1.1.0 --waves 2,20%%,rest",
      "  drydock plan --release etsy-sync:1.1.0 -o json | jq .refused"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;
  @Mixin private UpgradeRequest request;

  @Option(names = "--no-check", description = "Ask no tenant; show what is known already")
  private boolean noCheck;

  @Override
  public Integer call() {
    var body = request.body();
    var coordinator = connection.coordinator();
    var output = format.output();
    var plan =
        noCheck ? coordinator.post("/plans", body) : new PlanCheck(coordinator, output).of(body);
    output.one(plan, noCheck ? "/release" : "/id", PlanLines.of(SafeText.in(plan)));
    return ExitCode.OK;
  }
}
