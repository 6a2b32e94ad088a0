package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The catalogue of backups. */
@Command(
    name = "catalog",
    description = "The catalogue of backups.",
    subcommands = CatalogCommand.Rebuild.class)
final class CatalogCommand {
  @Command(
      name = "rebuild",
      description = "Rebuild the catalogue from the manifests in the store, after losing ours.",
      footer = {"", "Example:", "  drydock catalog rebuild"})
  static final class Rebuild implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Override
    public Integer call() {
      var answer = connection.backup().post("/catalogue/rebuild");
      format.output().one(answer, "", FieldLines.of(answer));
      return ExitCode.OK;
    }
  }
}
