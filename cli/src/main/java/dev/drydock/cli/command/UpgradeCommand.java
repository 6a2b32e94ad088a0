package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.view.Column;
import dev.drydock.cli.view.Format;
import dev.drydock.cli.view.SafeText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans, asks, starts an upgrade and watches it. */
@Command(
    name = "upgrade",
    description = "Plan and start an upgrade, then watch it; `upgrade list` names them all.",
    subcommands = UpgradeCommand.ListAll.class,
    footer = {
      "",
      "Examples:",
      "  drydock upgrade --release etsy-sync:1.1.0",
      "  drydock upgrade --release etsy-sync:1.1.0 --selector ring=canary --waves rest --yes",
      "  drydock upgrade --release etsy-sync:1.1.0 --yes --no-wait -o name",
      "",
      "Exit codes: 0 all upgraded, 1 error, 2 usage, 3 finished with tenants not upgraded,",
      "4 halted by budget, gate or abort, 5 wait timed out, 130 detached."
    })
final class UpgradeCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;
  @Mixin private UpgradeRequest request;
  @Mixin private Confirmation confirmation;
  @Mixin private WaitOptions wait;

  @Option(names = "--no-wait", description = "Start it and print its ID, do not watch it")
  private boolean noWait;

  @Command(name = "list", description = "List upgrades.")
  static final class ListAll implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("ID", "/id"),
            Column.of("RELEASE", "/release"),
            Column.of("STATE", "/state"),
            Column.of("UPGRADED", "/counts/upgraded"),
            Column.of("RESTORED", "/counts/restored"),
            Column.of("UNTOUCHED", "/counts/untouched"),
            Column.of("PARKED", "/counts/parked"),
            Column.of("STARTED", "/startedAt"),
            Column.wide("ENDED", "/endedAt"),
            Column.wide("BY", "/createdBy"));

    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Override
    public Integer call() {
      format.output().list(connection.coordinator().pages("/upgrades?limit=200"), "/id", COLUMNS);
      return ExitCode.OK;
    }
  }

  @Override
  public Integer call() {
    var output = format.output();
    var coordinator = connection.coordinator();
    var plan = coordinator.post("/plans", request.body());
    PlanLines.of(SafeText.in(plan)).forEach(output::say);
    confirmation.ask(output, "Start the upgrade to " + request.release() + "?");
    var upgrade = coordinator.post("/upgrades", request.body().put("start", true));
    var id = upgrade.path("id").asText();
    if (noWait) {
      output.one(upgrade, "/id", List.of(id));
      return ExitCode.OK;
    }
    if (output.format() == Format.NAME) {
      output.one(upgrade, "/id", List.of(id));
    }
    return WatchCommand.watch(connection, output, id, wait);
  }
}
