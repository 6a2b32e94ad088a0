package dev.drydock.cli.command;

import dev.drydock.cli.ExitCode;
import dev.drydock.cli.doctor.Check;
import dev.drydock.cli.doctor.Diagnosis;
import dev.drydock.cli.view.Column;
import dev.drydock.local.stack.StackFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything that Drydock needs and names the key that is wrong. */
@Command(
    name = "doctor",
    description = "Reach Kafka, store, databases and services; name the key that is wrong.",
    footer = {
      "",
      "Examples:",
      "  drydock doctor",
      "  drydock doctor --name demo",
      "  drydock doctor --config coordinator.properties --config backup.properties"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("", "/outcome"),
          Column.of("WHAT", "/what"),
          Column.of("FOUND", "/found"),
          Column.of("NEXT", "/next"));

  @Option(names = "--name", paramLabel = "STACK", description = "Default: ${DEFAULT-VALUE}")
  private String name = "local";

  @Option(names = "--config", paramLabel = "FILE", description = "A service's properties file")
  private List<Path> configurations = new ArrayList<>();

  @Mixin private OutputOptions format;

  @Override
  public Integer call() {
    var checks = new ArrayList<Check>();
    checks.addAll(Diagnosis.ofSystem(SystemPackages.present()));
    if (configurations.isEmpty()) {
      checks.addAll(Diagnosis.ofStack(StackFolder.named(name)));
    } else {
      configurations.forEach(file -> checks.addAll(Diagnosis.ofConfiguration(file)));
    }
    format.output().list(checks.stream().map(Check::json), "/what", COLUMNS);
    return checks.stream().allMatch(Check::good) ? ExitCode.OK : ExitCode.ERROR;
  }
}
