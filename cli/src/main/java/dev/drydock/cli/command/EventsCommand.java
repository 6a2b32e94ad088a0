package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.Unreachable;
import dev.drydock.cli.view.Format;
import dev.drydock.cli.view.Output;
import dev.drydock.cli.view.SafeText;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The ledger's events. */
@Command(
    name = "events",
    description = "The events of the ledger.",
    subcommands = EventsCommand.Tail.class)
final class EventsCommand {
  @Command(
      name = "tail",
      description = "Print events as they are recorded, from any position; Ctrl-C ends.",
      footer = {
        "",
        "Examples:",
        "  drydock events tail",
        "  drydock events tail --from 0 --no-follow -o jsonl > events.jsonl"
      })
  static final class Tail implements Callable<Integer> {
    private static final int PAGE = 500;
    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Option(names = "--from", paramLabel = "POSITION", description = "Default: ${DEFAULT-VALUE}")
    private long from;

    @Option(names = "--upgrade", paramLabel = "ID", description = "Of this upgrade")
    private String upgrade = "";

    @Option(names = "--no-follow", description = "End when all are printed")
    private boolean noFollow;

    @Override
    public Integer call() {
      var output = format.output();
      var coordinator = connection.coordinator();
      long position = from;
      while (true) {
        try {
          var page = coordinator.get(path(position));
          page.path("events").forEach(event -> print(output, event));
          position = page.path("next").asLong(position);
          if (page.path("events").isEmpty()) {
            if (noFollow) {
              return ExitCode.OK;
            }
            LockSupport.parkNanos(POLL.toNanos());
          }
        } catch (Unreachable e) {
          if (noFollow) {
            throw e;
          }
          LockSupport.parkNanos(POLL.toNanos());
        }
      }
    }

    private String path(long position) {
      var path = "/events?from=%d&limit=%d".formatted(position, PAGE);
      return upgrade.isEmpty() ? path : path + "&upgrade=" + Api.encoded(upgrade);
    }

    private static void print(Output output, JsonNode event) {
      switch (output.format()) {
        case JSON, JSONL -> output.data().println(event);
        case NAME -> output.data().println(SafeText.of(event.path("id").asText()));
        case TABLE, WIDE -> output.data().println(line(SafeText.in(event), output.format()));
      }
      output.data().flush();
    }

    private static String line(JsonNode event, Format format) {
      var type = event.path("type").asText().replace("dev.drydock.", "").replace(".v1", "");
      var data = event.path("data");
      var move =
          data.has("to")
              ? data.path("from").asText() + " -> " + data.path("to").asText()
              : format == Format.WIDE ? data.toString() : "";
      return "%8s  %s  %-24s %-14s %s"
          .formatted(
              event.path("position").asText(),
              event.path("time").asText(),
              type,
              event.path("tenantid").asText(event.path("subject").asText()),
              move)
          .stripTrailing();
    }
  }
}
