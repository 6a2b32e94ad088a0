package dev.drydock.verification.chaos;

import dev.drydock.verification.fleet.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** {@code pg_terminate_backend} of every session of Drydock's, at tenants and in its databases. */
record EndSessions() implements Fault {
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final int TRIES = 50;

  @Override
  public String kind() {
    return "sessions";
  }

  @Override
  public String target() {
    return Part.POSTGRESQL.label();
  }

  @Override
  public String inject(Bench bench) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int ended = end(bench);
      if (ended > 0) {
        return ended + " sessions ended";
      }
      LockSupport.parkNanos(WAIT.toNanos());
    }
    throw new NotInjected(this, "Drydock had no session");
  }

  private int end(Bench bench) {
    try (var connection = bench.stack().postgres().connect("postgres");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE usename LIKE 'drydock%'")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new NotInjected(this, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void heal(Bench bench) {
    // They are ended; whoever needs one opens it.
  }
}
