package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the newest {@code pg_dump} and {@code pg_restore} are. */
final class Tools {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private final @Nullable Path folder;
  private volatile int majorVersion;
  private volatile @Nullable Boolean restricts;

  Tools(@Nullable Path configured) {
    this.folder = configured == null ? newestInstalled().orElse(null) : configured;
  }

  String command(String name) {
    return folder == null ? name : folder.resolve(name).toString();
  }

  /** Of {@code pg_dump}, for the comparison with the server's. */
  int majorVersion() {
    if (majorVersion == 0) {
      majorVersion = askVersion();
    }
    return majorVersion;
  }

  /**
   * Whether {@code pg_restore} writes {@code \restrict} lines around its SQL, and lets their key be
   * chosen; older ones do neither.
   */
  boolean restricts() {
    var known = restricts;
    if (known == null) {
      known = answer("pg_restore", "--help").contains("--restrict-key");
      restricts = known;
    }
    return known;
  }

  private int askVersion() {
    var match = VERSION.matcher(answer("pg_dump", "--version"));
    if (match.find()) {
      return Integer.parseInt(match.group(1));
    }
    throw missing("pg_dump");
  }

  private String answer(String tool, String question) {
    try {
      var process = new ProcessBuilder(command(tool), question).redirectErrorStream(true).start();
      try (var answer = process.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw missing(tool);
    }
  }

  private static TenantDatabaseFailure missing(String tool) {
    return new TenantDatabaseFailure.Transient(
        Failure.of(FailureCode.INTERNAL, tool)
            .withAdvice("Install the PostgreSQL client on the worker's host."));
  }

  private static Optional<Path> newestInstalled() {
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (var versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("\\d+"))
          .filter(version -> Files.isExecutable(version.resolve("bin/pg_dump")))
          .max(Comparator.comparingInt(v -> Integer.parseInt(v.getFileName().toString())))
          .map(version -> version.resolve("bin"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
