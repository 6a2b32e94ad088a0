package dev.drydock.local.stack;

import dev.drydock.local.LocalServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Where one stack keeps its data, logs and secrets: {@code $XDG_STATE_HOME/drydock/<name>}. */
public record StackFolder(String name, Path path) {
  private static final Path POSTGRES_HOME = Path.of("/var/lib/postgresql");

  public StackFolder {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,30}")) {
      throw new LocalServerFailure(
          "stack name '%s' must be lower-case letters, digits and dashes".formatted(name));
    }
  }

  /** The folder of this user's stack of that name. */
  public static StackFolder named(String name) {
    var state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
    var home =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return new StackFolder(name, home.toAbsolutePath().resolve("drydock").resolve(name));
  }

  void create() {
    try {
      Files.createDirectories(path);
      Files.createDirectories(services());
      Files.createDirectories(path.resolve("secrets"));
      Files.setPosixFilePermissions(
          path.resolve("secrets"), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ports, PIDs and addresses of the running stack. */
  public Path stateFile() {
    return path.resolve("stack.json");
  }

  /** The administrator's own token, of mode 0600. */
  public Path tokenFile() {
    return path.resolve("token");
  }

  Path secret(String file) {
    return path.resolve("secrets").resolve(file);
  }

  Path services() {
    return path.resolve("services");
  }

  /** A service's configuration. */
  Path properties(Service service) {
    return services().resolve(service.label() + ".properties");
  }

  Path lockFile() {
    return path.resolve("stack.lock");
  }

  /**
   * PostgreSQL's folder. Where root runs us, the server runs as user {@code postgres}, which cannot
   * look into root's home: then it is a folder of that user's own.
   */
  Path postgres() {
    var own = path.resolve("postgresql");
    if (!"root".equals(System.getProperty("user.name")) || othersMayPass(path)) {
      return own;
    }
    var hash = Integer.toHexString(path.toString().hashCode());
    return POSTGRES_HOME.resolve("drydock-" + name + "-" + hash);
  }

  private static boolean othersMayPass(Path folder) {
    return Stream.iterate(folder, parent -> parent != null, Path::getParent)
        .filter(Files::exists)
        .allMatch(StackFolder::othersMayEnter);
  }

  private static boolean othersMayEnter(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return false;
    }
  }
}
