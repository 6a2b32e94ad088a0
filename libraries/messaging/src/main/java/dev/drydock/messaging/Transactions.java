package dev.drydock.messaging;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions of our own, apart from whatever the caller may be in. */
interface Transactions {
  /**
   * @throws DatabaseUnavailable when the work or its commit failed; it then did not happen, or,
   *     when the connection was lost on commit, nobody knows
   */
  <T> T run(Work<T> work);

  default void perform(Task task) {
    run(connection -> {
      task.in(connection);
      return true;
    });
  }

  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  interface Task {
    void in(Connection connection) throws SQLException;
  }

  /** The database did not do it; only its SQL state is told. */
  final class DatabaseUnavailable extends WorkStore.Unavailable {
    DatabaseUnavailable(Throwable cause) {
      super(describe(cause), cause);
    }

    private static String describe(Throwable cause) {
      return cause instanceof SQLException sql
          ? "database said " + sql.getSQLState()
          : cause.getClass().getSimpleName();
    }
  }
}
