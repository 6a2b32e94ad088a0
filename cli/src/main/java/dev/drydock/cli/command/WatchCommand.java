package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.view.Output;
import dev.drydock.cli.view.UpgradeLines;
import dev.drydock.cli.view.UpgradeStates;
import dev.drydock.cli.view.WatchView;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Watches an upgrade to its end; Ctrl-C only detaches. */
@Command(
    name = "watch",
    description = "Watch an upgrade to its end; Ctrl-C detaches, the upgrade goes on.",
    footer = {
      "",
      "Examples:",
      "  drydock watch up-01JD7F3K2",
      "  drydock watch up-01JD7F3K2 -o jsonl | jq .type",
      "  drydock watch up-01JD7F3K2 --timeout 15m",
      "",
      "Exit codes: 0 all upgraded, 3 finished with tenants not upgraded, 4 halted, 5 timed out."
    })
final class WatchCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;
  @Mixin private WaitOptions wait;

  @Parameters(paramLabel = "ID", description = "The upgrade")
  private String id;

  @Override
  public Integer call() {
    return watch(connection, format.output(), id, wait);
  }

  static int watch(ConnectionOptions connection, Output output, String id, WaitOptions wait) {
    var coordinator = connection.coordinator();
    var dashboard = connection.endpoints().notifier().toString();
    var upgrade = follow(coordinator, output, id, dashboard, wait.timeout());
    print(output, upgrade);
    return UpgradeStates.isOver(upgrade) ? ExitCode.of(upgrade) : ExitCode.WAIT_TIMED_OUT;
  }

  /** Follows it; a Ctrl-C says how to come back. */
  public static JsonNode follow(
      Api coordinator,
      Output output,
      String id,
      String dashboard,
      java.time.@Nullable Duration timeout) {
    var over = new AtomicBoolean();
    var view = WatchView.of(output, dashboard);
    var goodbye =
        new Thread(
            () -> {
              if (!over.get()) {
                view.end();
                output.say("detached, the upgrade goes on: drydock watch " + id);
              }
            },
            "detach");
    Runtime.getRuntime().addShutdownHook(goodbye);
    try {
      return new UpgradeWatch(coordinator, id, view).await(timeout);
    } finally {
      over.set(true);
    }
  }

  /** The summary for people; as JSON the upgrade is one line, the last on stdout. */
  static void print(Output output, JsonNode upgrade) {
    var summary = new UpgradeLines(output.terminal()).summary(upgrade);
    switch (output.format()) {
      case JSON -> {
        summary.forEach(output::say);
        output.data().println(upgrade);
        output.data().flush();
      }
      case JSONL, NAME -> summary.forEach(output::say);
      case TABLE, WIDE -> output.one(upgrade, "/id", summary);
    }
  }
}
