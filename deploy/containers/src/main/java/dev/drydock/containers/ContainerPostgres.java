package dev.drydock.containers;

import dev.drydock.local.LocalFiles;
import dev.drydock.local.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL from an image that behaves like {@code postgres}, set up like the embedded one. */
final class ContainerPostgres implements Postgres {
  private static final String SUPERUSER = "postgres";
  private static final long SHARED_MEMORY_BYTES = 256L << 20;
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "fsync", "on",
          "max_connections", "200",
          "shared_buffers", "64MB",
          "max_wal_size", "512MB",
          "password_encryption", "scram-sha-256",
          "log_min_messages", "warning");

  private final PostgreSQLContainer container;
  private final Path folder;

  private ContainerPostgres(PostgreSQLContainer container, Path folder) {
    this.container = container;
    this.folder = folder;
  }

  /** Returns when the server answers over TCP, which the images' set-up server never does. */
  static ContainerPostgres start(String image, Map<String, String> settings) {
    var container =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
            .withImagePullPolicy(new PullWhenAllowed())
            .withDatabaseName(SUPERUSER)
            .withUsername(SUPERUSER)
            .withPassword(LocalFiles.newSecret())
            .withSharedMemorySize(SHARED_MEMORY_BYTES)
            .waitingFor(Wait.forSuccessfulCommand("pg_isready --quiet --host 127.0.0.1"));
    container.setCommand(command(settings));
    container.start();
    return new ContainerPostgres(container, temporaryFolder());
  }

  private static String[] command(Map<String, String> settings) {
    var all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(settings);
    var command = new ArrayList<>(List.of("postgres"));
    all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command.toArray(String[]::new);
  }

  /** Gone with the JVM at the latest: it holds credentials. */
  private static Path temporaryFolder() {
    try {
      var folder = Files.createTempDirectory("drydock-container-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> LocalFiles.deleteAll(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }

  @Override
  public String superuser() {
    return container.getUsername();
  }

  @Override
  public String superuserPassword() {
    return container.getPassword();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    container.stop();
    LocalFiles.deleteAll(folder);
  }
}
