package dev.drydock.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's PostgreSQL server; run as user {@code postgres} where root runs us. */
public record PostgresBinaries(Path folder) {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  /** The newest installed one, Debian's folders before {@code PATH}. */
  public static Optional<PostgresBinaries> find() {
    return Stream.concat(debianFolders(), pathFolders())
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
        .findFirst()
        .map(PostgresBinaries::new);
  }

  static PostgresBinaries findOrFail() {
    return find()
        .orElseThrow(() ->
            new LocalServerFailure(
                "no PostgreSQL server found in /usr/lib/postgresql/*/bin or PATH; on Debian:"
                    + " apt-get install -y postgresql-15 postgresql-client-15"));
  }

  /** The command line of one of the programs, as the user that may run it. */
  List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (asRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
    }
    command.add(folder.resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Stream<Path> debianFolders() {
    if (!Files.isDirectory(DEBIAN)) {
      return Stream.empty();
    }
    try (var versions = Files.list(DEBIAN)) {
      return versions
          .sorted(Comparator.comparingInt(PostgresBinaries::majorVersion).reversed())
          .map(version -> version.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static int majorVersion(Path folder) {
    var name = folder.getFileName().toString().replaceAll("\\D.*", "");
    return name.isEmpty() ? 0 : Integer.parseInt(name);
  }

  private static Stream<Path> pathFolders() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of);
  }
}
