package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's decision about a parked tenant. */
@Command(
    name = "resolve",
    description = "Decide about a parked tenant.",
    footer = {
      "",
      "Examples:",
      "  drydock resolve shop-0041 --action restore    put its backup back",
      "  drydock resolve shop-0041 --action retry      look again and go on",
      "  drydock resolve shop-0041 --action accept     it is mended by hand, let its writers in"
    })
final class ResolveCommand implements Callable<Integer> {
  /** What a person may decide. */
  enum Action {
    RESTORE,
    RETRY,
    ACCEPT
  }

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;
  @Mixin private Confirmation confirmation;

  @Parameters(paramLabel = "TENANT")
  private String tenant;

  @Option(names = "--action", required = true, description = "restore, retry or accept")
  private Action action;

  @Override
  public Integer call() {
    var verb = action.name().toLowerCase(Locale.ROOT);
    confirmation.ask(format.output(), "Resolve %s by %s?".formatted(tenant, verb));
    var body = JsonNodeFactory.instance.objectNode().put("action", verb);
    var path = "/tenants/" + Api.encoded(tenant) + "/resolve";
    var answer = connection.coordinator().post(path, body);
    format.output().one(answer, "/id", java.util.List.of(tenant + "   " + verb + " accepted"));
    return ExitCode.OK;
  }
}
