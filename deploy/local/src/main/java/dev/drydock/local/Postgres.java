package dev.drydock.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A running PostgreSQL that tests may do anything with: a process of ours or a container. */
public interface Postgres extends AutoCloseable {
  String host();

  int port();

  String superuser();

  String superuserPassword();

  /** On this machine, for secrets that belong to the server; deleted with a temporary server. */
  Path folder();

  @Override
  void close();

  default String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
  }

  /** A session as superuser; for preparing and looking, not for what Drydock does. */
  default Connection connect(String database) throws SQLException {
    return connect(database, superuser(), superuserPassword());
  }

  default Connection connect(String database, String user, String password) throws SQLException {
    var login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "5");
    login.setProperty("ApplicationName", "drydock-local");
    return DriverManager.getConnection(jdbcUrl(database), login);
  }

  /** Runs each statement as superuser, each in its own transaction. */
  default void execute(String database, String... statements) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new LocalServerFailure("statement failed in " + database + ": " + e.getMessage(), e);
    }
  }

  /**
   * @param owner an existing role; null for the superuser
   */
  default void createDatabase(String name, @Nullable String owner) {
    var ownedBy = PostgresServer.quoted(Objects.requireNonNullElse(owner, superuser()));
    execute("postgres", "CREATE DATABASE " + PostgresServer.quoted(name) + " OWNER " + ownedBy);
  }
}
