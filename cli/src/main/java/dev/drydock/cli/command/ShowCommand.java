package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.view.UpgradeLines;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one upgrade, tenant or backup. */
@Command(
    name = "show",
    description = "Show one upgrade, tenant or backup.",
    subcommands = {ShowCommand.Upgrade.class, ShowCommand.Tenant.class, ShowCommand.Backup.class},
    footer = {
      "",
      "Examples:",
      "  drydock show upgrade up-01JD7F3K2 -o json",
      "  drydock show tenant shop-0041",
      "  drydock show backup bk-01JD7F3K2"
    })
final class ShowCommand {
  @Command(name = "upgrade", description = "Waves, counts and failures of an upgrade.")
  static final class Upgrade implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      var upgrade = connection.coordinator().get("/upgrades/" + Api.encoded(id));
      var output = format.output();
      output.one(upgrade, "/id", new UpgradeLines(output.terminal()).all(upgrade));
      return ExitCode.OK;
    }
  }

  @Command(name = "tenant", description = "State, steps, backup and failure of a tenant.")
  static final class Tenant implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      return tenant(connection, format, id);
    }
  }

  static int tenant(ConnectionOptions connection, OutputOptions format, String id) {
    var tenant = connection.coordinator().get("/tenants/" + Api.encoded(id));
    format.output().one(tenant, "/id", TenantLines.of(tenant));
    return ExitCode.OK;
  }

  @Command(name = "backup", description = "Size, digest and proof of a backup.")
  static final class Backup implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      var backup = connection.backup().get("/backups/" + Api.encoded(id));
      List<String> lines = FieldLines.of(backup);
      format.output().one(backup, "/id", lines);
      return ExitCode.OK;
    }
  }
}
