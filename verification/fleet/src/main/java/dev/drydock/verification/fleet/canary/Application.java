package dev.drydock.verification.fleet.canary;

import dev.drydock.local.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's application: writes one row after the other through its own login whenever it is let
 * in, and remembers which were acknowledged.
 */
public final class Application implements AutoCloseable {
  private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(300);

  private final PostgresServer server;
  private final CanaryTenant tenant;
  private final String password;
  private final Duration pace;
  private final List<Write> writes = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;
  private @Nullable Connection connection;

  /**
   * One write.
   *
   * @param acknowledged false: it was sent and the answer is unknown
   * @param beganMs epoch milliseconds
   * @param endedMs epoch milliseconds
   */
  public record Write(long seq, boolean acknowledged, long beganMs, long endedMs) {}

  Application(PostgresServer server, CanaryTenant tenant, String password, Duration pace) {
    this.server = server;
    this.tenant = tenant;
    this.password = password;
    this.pace = pace;
    this.thread = Thread.ofVirtual().name("app-" + tenant.id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    for (long seq = 1; !stopped; seq++) {
      if (connected()) {
        write(seq);
        LockSupport.parkNanos(pace.toNanos());
      } else {
        seq--;
        LockSupport.parkNanos(AFTER_A_REFUSAL.toNanos());
      }
    }
    disconnect();
  }

  private boolean connected() {
    if (connection != null) {
      return true;
    }
    try {
      connection = server.connect(tenant.database(), tenant.writerRole(), password);
      return true;
    } catch (SQLException keptOut) {
      return false;
    }
  }

  private void write(long seq) {
    long began = System.currentTimeMillis();
    boolean acknowledged = false;
    var sql = "INSERT INTO \"%s\".app_write (seq) VALUES (%d)".formatted(tenant.tablesIn(), seq);
    try (var statement = java.util.Objects.requireNonNull(connection).createStatement()) {
      statement.setQueryTimeout(10);
      statement.execute(sql);
      acknowledged = true;
    } catch (SQLException unknown) {
      disconnect();
    }
    synchronized (writes) {
      writes.add(new Write(seq, acknowledged, began, System.currentTimeMillis()));
    }
  }

  private void disconnect() {
    try (var closing = connection) {
      connection = null;
    } catch (SQLException gone) {
      connection = null;
    }
  }

  /** All so far, in order. */
  public List<Write> writes() {
    synchronized (writes) {
      return List.copyOf(writes);
    }
  }

  /** Stops writing, and returns when the last write has ended. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
