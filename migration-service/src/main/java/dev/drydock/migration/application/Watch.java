package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.messaging.StepExecutor.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a migration is alive, and cuts its connection when its lease is lost or its time is
 * up: a statement that the server still runs is ended by whoever inspects.
 */
final class Watch implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int TICKS_PER_PROGRESS = 8;
  private final Connection connection;
  private final Work work;
  private final Pace pace;
  private final long endNanos;
  private final Pace.Beside ticking;
  private volatile String script = "";
  private volatile @Nullable Failure cut;
  private int ticks;

  Watch(Connection connection, Work work, Pace pace, Duration whole, long startedNanos) {
    this.connection = connection;
    this.work = work;
    this.pace = pace;
    this.endNanos = startedNanos + whole.toNanos();
    this.ticking = pace.beside(TICK, this::goesOn);
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
    ticking.close();
  }

  private boolean goesOn() {
    if (work.cancelled()) {
      cut(FailureCode.TAKEN_OVER);
    } else if (pace.nanos() - endNanos > 0) {
      cut(FailureCode.NO_ANSWER);
    } else if (++ticks % TICKS_PER_PROGRESS == 0) {
      work.progress("migrating " + script, 0, 0);
    }
    return cut == null;
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
