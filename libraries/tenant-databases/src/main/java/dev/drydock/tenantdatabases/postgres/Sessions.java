package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Ends sessions and stays until they are gone. */
final class Sessions {
  private static final long PAUSE_MS = 50;

  private Sessions() {}

  /**
   * Ends the sessions that {@code pids} selects, until it selected none twice in a row: a session
   * that was still logging in shows up late.
   *
   * @param pids a query of one column
   * @return how many different sessions were ended
   */
  static int end(Connection connection, Duration limit, String pids, @Nullable Object... arguments)
      throws SQLException {
    var ended = new HashSet<Integer>();
    var deadline = System.nanoTime() + limit.toNanos();
    for (int quiet = 0; quiet < 2; ) {
      var found =
          Sql.list(
              connection,
              "SELECT s.pid, pg_catalog.pg_terminate_backend(s.pid) FROM (" + pids + ") s(pid)",
              row -> row.getInt(1),
              arguments);
      ended.addAll(found);
      quiet = found.isEmpty() ? quiet + 1 : 0;
      if (quiet < 2) {
        requireTime(deadline, found.size());
        pause();
      }
    }
    return ended.size();
  }

  private static void requireTime(long deadline, int left) {
    if (left > 0 && System.nanoTime() - deadline > 0) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.SESSIONS_REMAIN).withCount(left));
    }
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.INTERNAL, "interrupted"));
    }
  }
}
