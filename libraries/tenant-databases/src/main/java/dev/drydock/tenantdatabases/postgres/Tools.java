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

  private int askVersion() {
    try {
      var process = new ProcessBuilder(command("pg_dump"), "--version").start();
      try (var answer = process.getInputStream()) {
        var match = VERSION.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        if (match.find()) {
          return Integer.parseInt(match.group(1));
        }
      }
    } catch (IOException e) {
      throw missing();
    }
    throw missing();
  }

  private static TenantDatabaseFailure missing() {
    return new TenantDatabaseFailure.Transient(
        Failure.of(FailureCode.INTERNAL, "pg_dump")
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
