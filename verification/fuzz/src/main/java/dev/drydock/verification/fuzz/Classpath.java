package dev.drydock.verification.fuzz;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the targets need of this process's classpath. Jazzer scans all of it for hooks, twice, and
 * the services' frameworks would cost every target half a minute.
 */
final class Classpath {
  private static final List<String> NEEDED =
      List.of(
          "dev/drydock",
          "verification-fuzz",
          "jazzer",
          "jackson-",
          "kafka-clients",
          "flyway-",
          "okhttp",
          "okio",
          "kotlin-stdlib",
          "jboss-log",
          "jakarta.",
          "smallrye-config",
          "smallrye-common",
          "microprofile-",
          "resteasy-reactive",
          "snakeyaml",
          "slf4j-api",
          "jspecify",
          "standardwebhooks");

  static String ofReaders() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(Classpath::isNeeded)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(String entry) {
    var own = System.getProperty("drydock.root", "/work-tree-unknown");
    return !entry.endsWith(".jar") || entry.startsWith(own) || NEEDED.stream().anyMatch(entry::contains);
  }

  private Classpath() {}
}
