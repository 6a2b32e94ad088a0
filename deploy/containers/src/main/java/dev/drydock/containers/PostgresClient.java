package dev.drydock.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The {@code pg_dump} that tests would use: the newest of Debian's folders, else of the path. */
final class PostgresClient {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private PostgresClient() {}

  /** Empty when there is none. */
  static OptionalInt majorVersion() {
    try {
      var process = new ProcessBuilder(newest(), "--version").start();
      try (var answer = process.getInputStream()) {
        var version = VERSION.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        return version.find()
            ? OptionalInt.of(Integer.parseInt(version.group(1)))
            : OptionalInt.empty();
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private static String newest() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return "pg_dump";
    }
    try (var versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("\\d+"))
          .filter(version -> Files.isExecutable(version.resolve("bin/pg_dump")))
          .max(Comparator.comparingInt(v -> Integer.parseInt(v.getFileName().toString())))
          .map(version -> version.resolve("bin/pg_dump").toString())
          .orElse("pg_dump");
    }
  }
}
