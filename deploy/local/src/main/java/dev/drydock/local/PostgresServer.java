package dev.drydock.local;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.core.Utils;

/**
 * A PostgreSQL server of its own: a free loopback port, SCRAM passwords, {@code fsync} on,
 * checksums on. {@link #kill()} is a crash of the postmaster; {@link #start()} after it waits for
 * recovery.
 */
public final class PostgresServer implements LocalServer, Postgres {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "fsync", "on",
          "max_connections", "200",
          "shared_buffers", "64MB",
          "max_wal_size", "512MB",
          "password_encryption", "scram-sha-256",
          "log_min_messages", "warning");

  private final PostgresCluster cluster;
  private final Map<String, String> settings;
  private final boolean temporary;
  private final ServerLife life;
  private int port;

  private PostgresServer(
      Path folder, int port, Map<String, String> settings, boolean temporary, boolean outlives) {
    this.cluster = new PostgresCluster(PostgresBinaries.findOrFail(), LocalFiles.folder(folder));
    this.port = port;
    this.settings = new LinkedHashMap<>(DEFAULTS);
    this.settings.putAll(settings);
    this.temporary = temporary;
    this.life = new ServerLife("PostgreSQL", outlives, this::close);
  }

  /** A running server in a temporary folder that {@link #close()} deletes. */
  public static PostgresServer temporary() {
    return temporary(Map.of());
  }

  /**
   * @param settings as in {@code postgresql.conf}, for example {@code max_locks_per_transaction}
   */
  public static PostgresServer temporary(Map<String, String> settings) {
    var folder = LocalFiles.temporaryFolder("postgresql");
    var server = new PostgresServer(folder, Ports.free(), settings, true, false);
    server.start();
    return server;
  }

  /** A running server that keeps its data in the folder; {@link #close()} stops it. */
  public static PostgresServer at(Path folder) {
    var server = new PostgresServer(folder, Ports.free(), Map.of(), false, false);
    server.start();
    return server;
  }

  /** A server that goes on running when this process ends; not started yet. */
  public static PostgresServer outliving(Path folder, int port, Map<String, String> settings) {
    return new PostgresServer(folder, port, settings, false, true);
  }

  /** Starts it, after a crash too: retried while the old server's processes are still going. */
  @Override
  public synchronized void start() {
    if (life.isRunning()) {
      return;
    }
    if (!cluster.exists()) {
      cluster.create(superuserPassword());
    }
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (true) {
      try {
        life.started(ServerProcess.start(command(), cluster.folder(), log(), Map.of()));
        life.awaitReady(this::answers, READY_WITHIN);
        return;
      } catch (LocalServerFailure e) {
        life.end("QUIT", STOPPED_WITHIN);
        if (System.nanoTime() > end) {
          throw e;
        }
        if (!Ports.isFree(port) && temporary) {
          port = Ports.free();
        }
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    }
  }

  private List<String> command() {
    var arguments = new ArrayList<String>(List.of("-D", cluster.data().toString()));
    arguments.addAll(List.of("-p", Integer.toString(port)));
    settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return cluster.binaries().command("postgres", arguments.toArray(String[]::new));
  }

  private boolean answers() {
    try (var connection = connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** A fast shutdown: sessions are ended, data is checkpointed. */
  @Override
  public synchronized void stop() {
    life.end("INT", STOPPED_WITHIN);
  }

  /** {@code kill -9} of the postmaster. */
  @Override
  public synchronized void kill() {
    life.kill();
  }

  @Override
  public void close() {
    stop();
    if (temporary) {
      LocalFiles.deleteAll(cluster.folder());
    }
  }

  @Override
  public boolean isRunning() {
    return life.isRunning();
  }

  @Override
  public ServerProcess process() {
    return life.running();
  }

  @Override
  public void attach(ServerProcess running) {
    life.started(running);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  /** The server's own folder: data, log, secrets; readable for the server's user. */
  @Override
  public Path folder() {
    return cluster.folder();
  }

  @Override
  public Path log() {
    return cluster.folder().resolve("postgresql.log");
  }

  /** The programs of the same version: {@code pg_dump}, {@code psql}. */
  public Path binaries() {
    return cluster.binaries().folder();
  }

  @Override
  public String superuser() {
    return PostgresCluster.SUPERUSER;
  }

  @Override
  public String superuserPassword() {
    return LocalFiles.secretIn(cluster.folder().resolve("superuser.password"));
  }

  /** An SQL identifier, quoted by the driver. */
  public static String quoted(String identifier) {
    try {
      return Utils.escapeIdentifier(new StringBuilder(), identifier).toString();
    } catch (SQLException e) {
      throw new IllegalArgumentException("not an identifier: " + identifier, e);
    }
  }
}
