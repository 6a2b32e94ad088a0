package dev.drydock.verification.chaos;

import static dev.drydock.local.PostgresServer.quoted;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A session that is no writer's holds a lock on a table of each tenant: migrations must wait. */
final class StraySession implements Fault {
  private final List<Connection> holders = new ArrayList<>();

  @Override
  public String kind() {
    return "locks";
  }

  @Override
  public String target() {
    return "tenants";
  }

  @Override
  public String inject(Bench bench) {
    try {
      for (var tenant : bench.fleet().tenants()) {
        hold(bench, tenant.database(), tenant.tablesIn());
      }
    } catch (SQLException e) {
      heal(bench);
      throw new NotInjected(this, String.valueOf(e.getMessage()));
    }
    if (holders.isEmpty()) {
      throw new NotInjected(this, "no table could be locked");
    }
    return holders.size() + " tables held";
  }

  /** One that is locked otherwise at this moment is left out. */
  private void hold(Bench bench, String database, String schema) throws SQLException {
    var connection = bench.stack().postgres().connect(database);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '300ms'");
      statement.execute("LOCK TABLE " + quoted(schema) + ".item IN ACCESS SHARE MODE");
      holders.add(connection);
    } catch (SQLException locked) {
      connection.close();
    }
  }

  @Override
  public void heal(Bench bench) {
    for (var holder : holders) {
      try (holder) {
        holder.rollback();
      } catch (SQLException ended) {
        // Somebody ended the session, and with it the lock.
      }
    }
    holders.clear();
  }
}
