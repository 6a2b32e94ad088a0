package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.CliFailure;
import dev.drydock.cli.view.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Releases: create, list. */
@Command(
    name = "release",
    description = "Create and list releases.",
    subcommands = {ReleaseCommand.Create.class, ReleaseCommand.ListAll.class})
final class ReleaseCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of(
              "RELEASE", item -> item.path("name").asText() + ":" + item.path("version").asText()),
          Column.of("SCHEMA VERSION", "/schemaVersion"),
          Column.of("FROM", item -> joined(item.path("from"))),
          Column.of("MIGRATIONS", item -> Integer.toString(item.path("migrations").size())),
          Column.of("CREATED", "/createdAt"),
          Column.wide("BUNDLE", "/bundleSha256"));

  private static String joined(com.fasterxml.jackson.databind.JsonNode values) {
    var texts = new ArrayList<String>();
    values.forEach(value -> texts.add(value.asText()));
    return texts.isEmpty() ? "any" : String.join(",", texts);
  }

  @Command(
      name = "create",
      description = "Upload a folder of migrations as an immutable release.",
      footer = {
        "",
        "Examples:",
        "  drydock release create etsy-sync:1.1.0 deploy/examples/etsy-sevdesk/release-1.1.0",
        "  drydock release create shop:2.0 ./db/migration --from 1.8,1.9",
        "",
        "The folder holds migrations/ and, if any, assertions/ and drydock.yaml; or the scripts",
        "themselves."
      })
  static final class Create implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Parameters(index = "0", paramLabel = "NAME:VERSION")
    private String release;

    @Parameters(index = "1", paramLabel = "DIR")
    private Path folder;

    @Option(
        names = "--from",
        paramLabel = "VERSIONS",
        description = "From which versions it may be reached: 1.0.0,1.0.1 (default: the bundle's)")
    private String from = "";

    @Override
    public Integer call() {
      int colon = release.indexOf(':');
      if (colon < 1 || colon == release.length() - 1) {
        throw new CliFailure(
            "'%s' is not NAME:VERSION".formatted(release), "for example etsy-sync:1.1.0");
      }
      var path = query(release.substring(0, colon), release.substring(colon + 1));
      var bundle = ReleaseBundle.zip(folder);
      var answer = connection.coordinator().post(path, "application/zip", bundle);
      format.output().one(answer, "/name", lines(answer));
      return ExitCode.OK;
    }

    private String query(String name, String version) {
      var path = "/releases?name=%s&version=%s".formatted(Api.encoded(name), Api.encoded(version));
      return from.isEmpty() ? path : path + "&from=" + Api.encoded(from);
    }

    private List<String> lines(com.fasterxml.jackson.databind.JsonNode answer) {
      var lines = new ArrayList<String>();
      lines.add(
          "release %s created: schema version %s, reachable from %s, bundle %s"
              .formatted(
                  release,
                  answer.path("schemaVersion").asText(),
                  joined(answer.path("from")),
                  answer.path("bundleSha256").asText()));
      for (var migration : answer.path("migrations")) {
        var transactional = migration.path("transactional").asBoolean(true);
        lines.add(
            "  %s%s"
                .formatted(
                    migration.path("script").asText(),
                    transactional ? "" : "   not transactional"));
      }
      return lines;
    }
  }

  @Command(name = "list", description = "List releases.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private ConnectionOptions connection;
    @Mixin private OutputOptions format;

    @Override
    public Integer call() {
      format.output().list(connection.coordinator().pages("/releases"), "/version", COLUMNS);
      return ExitCode.OK;
    }
  }
}
