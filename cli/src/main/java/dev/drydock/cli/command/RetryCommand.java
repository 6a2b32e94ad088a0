package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries tenants of an upgrade again, each as a new pass with a backup of its own. */
@Command(
    name = "retry",
    description = "Try tenants again: a new pass, a new backup.",
    footer = {
      "",
      "Examples:",
      "  drydock retry up-01JD7F3K2 --failed",
      "  drydock retry up-01JD7F3K2 --tenant shop-0041 --tenant shop-0007",
      "  drydock retry up-01JD7F3K2 --wave 2"
    })
final class RetryCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;

  @Parameters(paramLabel = "ID")
  private String id;

  @ArgGroup(multiplicity = "1")
  private @Nullable Which which;

  @Option(names = "--watch", description = "Watch it afterwards")
  private boolean watch;

  @Mixin private WaitOptions wait;

  /** Exactly one of them. */
  static final class Which {
    @Option(names = "--failed", description = "All that were restored or left untouched")
    private boolean failed;

    @Option(names = "--tenant", paramLabel = "ID", description = "This one; may be repeated")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--wave", paramLabel = "N", description = "The failed ones of one wave")
    private @Nullable Integer wave;

    ObjectNode body() {
      var body = JsonNodeFactory.instance.objectNode();
      if (wave != null) {
        return body.put("wave", wave);
      }
      if (failed) {
        return body.put("failed", true);
      }
      var list = body.putArray("tenants");
      tenants.forEach(list::add);
      return body;
    }
  }

  @Override
  public Integer call() {
    var path = "/upgrades/" + Api.encoded(id) + "/retry";
    var body = which == null ? new Which().body() : which.body();
    var answer = connection.coordinator().post(path, body);
    var output = format.output();
    if (watch) {
      return WatchCommand.watch(connection, output, id, wait);
    }
    output.one(answer, "/id", List.of(id + "   " + answer.path("state").asText("")));
    return ExitCode.OK;
  }
}
