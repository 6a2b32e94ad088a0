package dev.drydock.tenantdatabases.postgres;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of every wait, and where the tools are.
 *
 * @param connectTimeout for TCP and log-in together
 * @param socketTimeout without a byte from the server, for short statements only
 * @param lockTimeout for any lock that Drydock itself waits for
 * @param sessionsGone how long ended sessions may take to be gone
 * @param stall without a byte from {@code pg_dump} before it counts as stuck
 * @param restoreStall without a byte taken by {@code pg_restore}; it builds indexes in silence
 * @param tools folder of {@code pg_dump} and {@code pg_restore}; {@code null} for the newest
 *     installed
 * @param maintenanceDatabase to connect to before the control database exists
 * @param idleInTransaction how long a session with an effect may stand still inside a transaction;
 *     longer than any claim takes to be answered
 * @param sslmode as libpq knows it: {@code prefer}, {@code require}, {@code verify-full}; for the
 *     driver and the tools alike
 */
public record PostgresSettings(
    Duration connectTimeout,
    Duration socketTimeout,
    Duration lockTimeout,
    Duration sessionsGone,
    Duration stall,
    Duration restoreStall,
    @Nullable Path tools,
    String maintenanceDatabase,
    Duration idleInTransaction,
    String sslmode) {

  /** With the defaults of what came later. */
  public PostgresSettings(
      Duration connectTimeout,
      Duration socketTimeout,
      Duration lockTimeout,
      Duration sessionsGone,
      Duration stall,
      Duration restoreStall,
      @Nullable Path tools,
      String maintenanceDatabase) {
    this(
        connectTimeout,
        socketTimeout,
        lockTimeout,
        sessionsGone,
        stall,
        restoreStall,
        tools,
        maintenanceDatabase,
        Duration.ofMinutes(5),
        "prefer");
  }

  public static PostgresSettings defaults() {
    return new PostgresSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120),
        Duration.ofMinutes(30),
        null,
        "postgres");
  }

  public PostgresSettings withLockTimeout(Duration limit) {
    return new PostgresSettings(
        connectTimeout,
        socketTimeout,
        limit,
        sessionsGone,
        stall,
        restoreStall,
        tools,
        maintenanceDatabase,
        idleInTransaction,
        sslmode);
  }

  public PostgresSettings withSessionsGone(Duration limit) {
    return new PostgresSettings(
        connectTimeout,
        socketTimeout,
        lockTimeout,
        limit,
        stall,
        restoreStall,
        tools,
        maintenanceDatabase,
        idleInTransaction,
        sslmode);
  }

  public PostgresSettings withStall(Duration limit) {
    return new PostgresSettings(
        connectTimeout,
        socketTimeout,
        lockTimeout,
        sessionsGone,
        limit,
        restoreStall,
        tools,
        maintenanceDatabase,
        idleInTransaction,
        sslmode);
  }

  public PostgresSettings withTools(Path folder) {
    return new PostgresSettings(
        connectTimeout,
        socketTimeout,
        lockTimeout,
        sessionsGone,
        stall,
        restoreStall,
        folder,
        maintenanceDatabase,
        idleInTransaction,
        sslmode);
  }

  public PostgresSettings withSocketTimeout(Duration value) {
    return new PostgresSettings(
        connectTimeout,
        value,
        lockTimeout,
        sessionsGone,
        stall,
        restoreStall,
        tools,
        maintenanceDatabase,
        idleInTransaction,
        sslmode);
  }

  public PostgresSettings withSslmode(String value) {
    return new PostgresSettings(
        connectTimeout,
        socketTimeout,
        lockTimeout,
        sessionsGone,
        stall,
        restoreStall,
        tools,
        maintenanceDatabase,
        idleInTransaction,
        value);
  }

  public PostgresSettings withIdleInTransaction(Duration value) {
    return new PostgresSettings(
        connectTimeout,
        socketTimeout,
        lockTimeout,
        sessionsGone,
        stall,
        restoreStall,
        tools,
        maintenanceDatabase,
        value,
        sslmode);
  }
}
