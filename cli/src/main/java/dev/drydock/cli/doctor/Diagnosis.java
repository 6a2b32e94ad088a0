package dev.drydock.cli.doctor;

import dev.drydock.local.stack.Service;
import dev.drydock.local.stack.StackFolder;
import dev.drydock.local.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** What is looked at: the system, a stack on this machine, a service's configuration. */
public final class Diagnosis {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private Diagnosis() {}

  public static List<Check> ofSystem(boolean postgresInstalled) {
    var java = Check.good("JDK", Runtime.version().toString());
    return List.of(
        java,
        postgresInstalled
            ? Check.good("PostgreSQL programs", "installed")
            : Check.bad(
                "PostgreSQL programs",
                "no server or no pg_dump",
                "apt-get install -y postgresql-15 postgresql-client-15"));
  }

  /** Its processes, its services' health, and each service's configuration. */
  public static List<Check> ofStack(StackFolder folder) {
    var state = StackState.read(folder);
    if (state.isEmpty()) {
      var found = "never started: " + folder.path();
      return List.of(
          Check.bad("stack " + folder.name(), found, "drydock up --name " + folder.name()));
    }
    var checks = new ArrayList<Check>();
    for (var server : List.of("postgresql", "kafka", "object store")) {
      checks.add(process(folder, state.get(), server));
    }
    for (var service : Service.values()) {
      checks.add(process(folder, state.get(), service.label()));
      var url = state.get().urls().getOrDefault(service.label(), "");
      checks.add(Reach.http(service.label() + " health", url + "/q/health/ready", 200));
    }
    var coordinator = folder.path().resolve("services").resolve("coordinator.properties");
    checks.addAll(ofConfiguration(coordinator));
    checks.add(
        Check.good(
            "object store lacks", "tags, versioning, object lock: use another in production"));
    return checks;
  }

  private static Check process(StackFolder folder, StackState state, String name) {
    var started = state.processes().get(name);
    return started != null && state.isRunning(name)
        ? Check.good(name, "running, PID " + started.pid())
        : Check.bad(name, "not running", "drydock up --name " + folder.name());
  }

  /** Reaches what the keys name. */
  public static List<Check> ofConfiguration(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      return List.of(Check.bad(file.toString(), "cannot be read", "check its path and owner"));
    }
    var checks = new ArrayList<Check>();
    checks.add(secretFile("configuration", file));
    checks.add(
        Reach.tcp(
            "kafka.bootstrap.servers",
            value(properties, "kafka.bootstrap.servers").split(",", -1)[0]));
    checks.add(
        Reach.database(
            value(properties, "quarkus.datasource.jdbc.url"),
            value(properties, "quarkus.datasource.username"),
            value(properties, "quarkus.datasource.password")));
    var store = value(properties, "drydock.object-store.endpoint");
    if (!store.isEmpty()) {
      checks.add(Reach.http("drydock.object-store.endpoint", store, 499));
    }
    properties.stringPropertyNames().stream()
        .filter(key -> key.endsWith("-file"))
        .sorted()
        .forEach(key -> checks.add(secretFile(key, Path.of(value(properties, key)))));
    return checks;
  }

  private static String value(Properties properties, String key) {
    return properties.getProperty(key, "").strip();
  }

  private static Check secretFile(String key, Path file) {
    try {
      var permissions = Files.getPosixFilePermissions(file);
      return permissions.stream().noneMatch(OTHERS::contains)
          ? Check.good(key, file + ", only its owner reads it")
          : Check.bad(key, file + " may be read by others", "chmod 600 " + file);
    } catch (IOException e) {
      return Check.bad(key, file + " does not exist", "mend " + key + ", or create the file");
    }
  }
}
