package dev.drydock.local.stack;

import static dev.drydock.local.PostgresServer.quoted;

import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.PostgresServer;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** One database and one role for each service; nobody else may connect to it. */
record StateDatabases(PostgresServer postgres, StackSecrets secrets) {
  void create() {
    var existing = existing();
    for (var service : Service.ALL) {
      var name = quoted(service.database());
      if (!existing.contains("role " + service.database())) {
        // Made up by us, hexadecimal: safe as a literal.
        var password = secrets.databasePassword(service);
        postgres.execute("postgres", "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
      }
      if (!existing.contains("database " + service.database())) {
        postgres.createDatabase(service.database(), service.database());
        postgres.execute("postgres", "REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
      }
    }
  }

  private Set<String> existing() {
    var sql =
        "SELECT 'role ' || rolname FROM pg_roles UNION ALL"
            + " SELECT 'database ' || datname FROM pg_database";
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var names = new HashSet<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new LocalServerFailure("could not list databases: " + e.getMessage(), e);
    }
  }
}
