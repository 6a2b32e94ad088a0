package dev.drydock.coordinator.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** SQL on the connection of the caller's transaction, after what Hibernate still holds back. */
@ApplicationScoped
class Ledger {
  private final EntityManager entities;

  Ledger(EntityManager entities) {
    this.entities = entities;
  }

  interface Binder<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }

  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** One JDBC batch for all rows. */
  <T> void batch(String sql, Collection<T> rows, Binder<T> binder) {
    if (rows.isEmpty()) {
      return;
    }
    session()
        .doWork(connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            for (var row : rows) {
              binder.bind(statement, row);
              statement.addBatch();
            }
            statement.executeBatch();
          }
        });
  }

  <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... parameters) {
    return session()
        .doReturningWork(connection -> {
          try (var statement = prepared(connection, sql, parameters);
              var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
              found.add(reader.read(rows));
            }
            return found;
          }
        });
  }

  int update(String sql, @Nullable Object... parameters) {
    return session()
        .doReturningWork(connection -> {
          try (var statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
          }
        });
  }

  private Session session() {
    entities.flush();
    return entities.unwrap(Session.class);
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      bind(connection, statement, i + 1, parameters[i]);
    }
    return statement;
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setString(index, null);
      case Instant instant -> statement.setTimestamp(index, Timestamp.from(instant));
      case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
      case Long[] numbers -> statement.setArray(index, connection.createArrayOf("int8", numbers));
      default -> statement.setObject(index, value);
    }
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }
}
