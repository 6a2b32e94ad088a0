package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pause, resume and abort: one call each. */
final class SteerCommands {
  private SteerCommands() {}

  @Command(
      name = "pause",
      description = "Admit no more tenants; those in flight finish.",
      footer = {"", "Example:", "  drydock pause up-01JD7F3K2"})
  static final class Pause implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      return steer(connection, format, id, "pause");
    }
  }

  @Command(
      name = "resume",
      description = "Go on with a paused upgrade.",
      footer = {"", "Example:", "  drydock resume up-01JD7F3K2"})
  static final class Resume implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      return steer(connection, format, id, "resume");
    }
  }

  @Command(
      name = "abort",
      description = "End an upgrade: tenants in flight finish or are restored, no other starts.",
      footer = {"", "Example:", "  drydock abort up-01JD7F3K2 --yes"})
  static final class Abort implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;
    @Mixin private Confirmation confirmation;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      confirmation.ask(format.output(), "Abort the upgrade " + id + "?");
      return steer(connection, format, id, "abort");
    }
  }

  private static int steer(
      ConnectionOptions connection, OutputOptions format, String id, String verb) {
    var answer = connection.coordinator().post("/upgrades/" + Api.encoded(id) + "/" + verb);
    var state = answer.path("state").asText("");
    format.output().one(answer, "/id", List.of(id + "   " + state));
    return ExitCode.OK;
  }
}
