package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drydock.cli.ExitCode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.CliFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a backup beside the tenant, into a new database or schema. */
@Command(
    name = "restore",
    description = "Restore a tenant's backup into a new database; the tenant itself stays.",
    footer = {
      "",
      "Example:",
      "  drydock restore shop-0041 --backup bk-01JD7F3K2 --into shop_0041_old"
    })
final class RestoreCommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions format;

  @Parameters(paramLabel = "TENANT")
  private String tenant;

  @Option(names = "--backup", paramLabel = "ID", required = true)
  private String backup;

  @Option(names = "--into", paramLabel = "NAME", required = true, description = "A new name")
  private String into;

  @Override
  public Integer call() {
    var api = connection.backup();
    var path = "/backups/" + Api.encoded(backup);
    var owner = api.get(path).path("tenant").asText();
    if (!owner.equals(tenant)) {
      throw new CliFailure(
          "backup %s is of tenant %s, not of %s".formatted(backup, owner, tenant),
          "drydock backup list --tenant " + tenant);
    }
    var body = JsonNodeFactory.instance.objectNode().put("name", into);
    var answer = api.post(path + "/restore-into", body);
    format.output().one(answer, "/name", FieldLines.of(answer));
    return ExitCode.OK;
  }
}
