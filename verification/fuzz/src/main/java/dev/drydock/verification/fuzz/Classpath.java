package dev.drydock.verification.fuzz;

import java.io.File;
import java.nio.file.Path;
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

  /**
   * @param root whose own jars are all needed
   */
  static String ofReaders(Path root) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> isNeeded(entry, root))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNeeded(String entry, Path root) {
    return !entry.endsWith(".jar")
        || Path.of(entry).startsWith(root)
        || NEEDED.stream().anyMatch(entry::contains);
  }

  private Classpath() {}
}
