package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.CliFailure;
import dev.drydock.cli.view.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The fleet: import, list, show. */
@Command(
    name = "tenant",
    description = "Import, list and show tenants.",
    subcommands = {
      TenantCommand.Import.class,
      TenantCommand.ListAll.class,
      TenantCommand.Show.class
    })
final class TenantCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("ID", "/id"),
          Column.of("STATE", "/state"),
          Column.of("VERSION", "/version"),
          Column.of(
              "HOST", tenant -> tenant.path("host").asText() + ":" + tenant.path("port").asText()),
          Column.of("DATABASE", "/database"),
          Column.of("SCHEMA", tenant -> tenant.path("schema").asText("").replace("null", "")),
          Column.wide("RELEASE", "/release"),
          Column.wide("UPGRADE", "/upgrade"),
          Column.wide("BACKUP", "/backup/id"),
          Column.wide("FAILURE", "/failure/summary"));

  @Command(
      name = "import",
      description = "Register tenants from a JSON or CSV file; all of them or none.",
      footer = {
        "",
        "Examples:",
        "  drydock tenant import tenants.json",
        "  drydock tenant import tenants.csv",
        "",
        "JSON: {\"tenants\":[{\"id\",\"engine\":\"postgresql\",\"host\",\"port\",\"database\",",
        "  \"schema\"?,\"credential\":\"file:/...|env:NAME\",\"writerRoles\":[],\"labels\":{}}]}",
        "CSV: the same names as header; writerRoles a;b, labels k=v;k=v.",
        "",
        "credential: a file of mode 0600 with the lines user= and password=, readable for the",
        "services. env:NAME is looked up in the services' own environment: a stack of",
        "`drydock up` starts them without yours, so use file: there."
      })
  static final class Import implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "FILE", description = "*.json or *.csv")
    private Path file;

    @Override
    public Integer call() {
      var answer = connection.coordinator().post("/tenants/import", contentType(), content());
      var line =
          "%d imported, %d updated, %d unchanged"
              .formatted(
                  answer.path("imported").asInt(),
                  answer.path("updated").asInt(),
                  answer.path("unchanged").asInt());
      format.output().one(answer, "/imported", List.of(line));
      return ExitCode.OK;
    }

    private String contentType() {
      return file.toString().endsWith(".csv") ? "text/csv" : "application/json";
    }

    private byte[] content() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new CliFailure("cannot read " + file, "check its path");
      }
    }
  }

  @Command(name = "show", description = "The same as `drydock show tenant`.")
  static final class Show implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(paramLabel = "ID")
    private String id;

    @Override
    public Integer call() {
      return ShowCommand.tenant(connection, format, id);
    }
  }

  @Command(
      name = "list",
      description = "List tenants.",
      footer = {"", "Example:", "  drydock tenant list --selector ring=canary,tier!=free -o wide"})
  static final class ListAll implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Option(names = "--selector", paramLabel = "LABELS", description = "ring=canary,tier!=free")
    private String selector = "all";

    @Override
    public Integer call() {
      var path = "/tenants?limit=500&selector=" + Api.encoded(selector);
      format.output().list(connection.coordinator().pages(path), "/id", COLUMNS);
      return ExitCode.OK;
    }
  }
}
