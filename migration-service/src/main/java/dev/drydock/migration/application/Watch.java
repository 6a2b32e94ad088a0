package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.messaging.StepExecutor.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a migration is alive, and cuts its connection when its lease is lost or its time is
 * up: a statement that the server still runs is ended by whoever inspects.
 */
final class Watch implements AutoCloseable {
  private static final long TICK_MS = 250;
  private static final int TICKS_PER_PROGRESS = 8;

  private final Connection connection;
  private final Work work;
  private final long endNanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String script = "";
  private volatile @Nullable Failure cut;

  Watch(Connection connection, Work work, Duration whole, long startedNanos) {
    this.connection = connection;
    this.work = work;
    this.endNanos = startedNanos + whole.toNanos();
    Thread.ofVirtual().name("migration-watch").start(this::watch);
  }

  void at(String scriptName) {
    script = scriptName;
  }

  /** Why the connection was cut, if it was. */
  Optional<Failure> cutBecause() {
    return Optional.ofNullable(cut);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      for (int tick = 1; !closed.await(TICK_MS, TimeUnit.MILLISECONDS); tick++) {
        if (work.cancelled()) {
          cut(FailureCode.TAKEN_OVER);
          return;
        }
        if (System.nanoTime() - endNanos > 0) {
          cut(FailureCode.NO_ANSWER);
          return;
        }
        if (tick % TICKS_PER_PROGRESS == 0) {
          work.progress("migrating " + script, 0, 0);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cut(FailureCode code) {
    cut = script.isEmpty() ? Failure.of(code) : Failure.of(code, script);
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // The connection is gone already, which is all that was wanted.
    }
  }
}
