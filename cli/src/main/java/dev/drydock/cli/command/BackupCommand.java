package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.view.Column;
import dev.drydock.cli.view.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Backups: create, list, verify, prune, export. */
@Command(
    name = "backup",
    description = "Create, list, verify, prune and export backups.",
    subcommands = {
      BackupCommand.Create.class,
      BackupCommand.ListAll.class,
      BackupCommand.Verify.class,
      BackupCommand.Prune.class,
      BackupCommand.Export.class
    })
final class BackupCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("ID", "/id"),
          Column.of("TENANT", "/tenant"),
          Column.of("SIZE", item -> Words.size(item.path("sizeBytes").asLong())),
          Column.of("STATE", "/state"),
          Column.of("TAKEN", "/takenAt"),
          Column.wide("UPGRADE", "/upgrade"),
          Column.wide("SHA256", "/sha256"));

  @Command(
      name = "create",
      description = "Back up one tenant now, outside any upgrade.",
      footer = {"", "Example:", "  drydock backup create shop-0041"})
  static final class Create implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "TENANT")
    private String tenant;

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("tenant", tenant);
      var backup = connection.backup().post("/backups", body);
      format.output().one(backup, "/id", FieldLines.of(backup));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "list",
      description = "List backups.",
      footer = {"", "Example:", "  drydock backup list --tenant shop-0041 -o wide"})
  static final class ListAll implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Option(names = "--tenant", paramLabel = "ID", description = "Of this tenant")
    private String tenant = "";

    @Option(names = "--upgrade", paramLabel = "ID", description = "Of this upgrade")
    private String upgrade = "";

    @Override
    public Integer call() {
      var path = new StringBuilder("/backups?limit=500");
      if (!tenant.isEmpty()) {
        path.append("&tenant=").append(Api.encoded(tenant));
      }
      if (!upgrade.isEmpty()) {
        path.append("&upgrade=").append(Api.encoded(upgrade));
      }
      format.output().list(connection.backup().pages(path.toString()), "/id", COLUMNS);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "verify",
      description = "Read a backup back, check, decrypt and restore it into a scratch database.",
      footer = {"", "Example:", "  drydock backup verify bk-01JD7F3K2"})
  static final class Verify implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      var answer = connection.backup().post("/backups/" + Api.encoded(id) + "/verify");
      format.output().one(answer, "/id", FieldLines.of(answer));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "prune",
      description = "Delete backups older than an age; those of unfinished upgrades are held.",
      footer = {
        "",
        "Examples:",
        "  drydock backup prune --older-than 30d --dry-run",
        "  drydock backup prune --older-than 30d --yes"
      })
  static final class Prune implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;
    @Mixin private Confirmation confirmation;

    @Option(
        names = "--older-than",
        paramLabel = "AGE",
        required = true,
        description = "30d, 12h, ...")
    private String olderThan;

    @Option(names = "--dry-run", description = "Only say what would be deleted")
    private boolean dryRun;

    @Override
    public Integer call() {
      if (!dryRun) {
        confirmation.ask(format.output(), "Delete backups older than " + olderThan + "?");
      }
      var body = JsonNodeFactory.instance.objectNode();
      body.put("olderThan", olderThan).put("dryRun", dryRun);
      var answer = connection.backup().post("/backups/prune", body);
      format.output().one(answer, "/deleted", FieldLines.of(answer));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "export",
      description = "Write a backup to stdout, decrypted: plain input of pg_restore.",
      footer = {
        "",
        "Example:",
        "  drydock backup export bk-01JD7F3K2 > shop-0041.dump",
        "  pg_restore --create -d postgres shop-0041.dump"
      })
  static final class Export implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      var path = "/backups/" + Api.encoded(id) + "/export";
      try (var content = connection.backup().download(path)) {
        content.transferTo(System.out);
        System.out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("the export broke off: what was written is not whole", e);
      }
      return System.out.checkError() ? ExitCode.ERROR : ExitCode.OK;
    }
  }
}
