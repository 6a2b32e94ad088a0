package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes and drops databases under the reserved prefix. Each is registered before it exists, so that
 * what a crash leaves behind is found by {@link #sweep}.
 */
final class ScratchDatabases {
  private final Connections connections;
  private final ControlDatabase control;

  ScratchDatabases(Connections connections, ControlDatabase control) {
    this.connections = connections;
    this.control = control;
  }

  /** A database that is dropped when closed. */
  record Scratch(ScratchDatabases databases, TenantTarget tenant, Token token, String name)
      implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      try (var inControl = databases.control.open(tenant, token)) {
        drop(inControl, name);
      }
    }
  }

  /** Empty, closed to everybody but its owner and Drydock; owned by Drydock's role. */
  Scratch create(TenantTarget tenant, Token token, Properties properties) throws SQLException {
    return create(tenant, token, properties, false);
  }

  /** The same, owned by the owner that the properties name. */
  Scratch createOwned(TenantTarget tenant, Token token, Properties properties) throws SQLException {
    return create(tenant, token, properties, true);
  }

  private Scratch create(TenantTarget tenant, Token token, Properties properties, boolean owned)
      throws SQLException {
    var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    var name = Names.scratch(tenant.id(), token, random);
    try (var inControl = control.open(tenant, token)) {
      register(inControl, tenant, name, "", "SCRATCH");
      make(inControl, name, properties, owned);
    }
    return new Scratch(this, tenant, token, name);
  }

  /** Nobody can log in before {@code PUBLIC} has lost the right to. */
  static void make(Connection inControl, String name, Properties properties, boolean owned)
      throws SQLException {
    var quoted = Sql.identifier(name);
    Sql.run(
        inControl,
        "CREATE DATABASE "
            + quoted
            + " TEMPLATE template0 "
            + properties.create()
            + " ALLOW_CONNECTIONS false");
    try {
      if (owned) {
        Sql.run(inControl, "ALTER DATABASE " + quoted + " OWNER TO " + properties.owner());
      }
      Sql.run(inControl, "REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC");
      Sql.run(inControl, "ALTER DATABASE " + quoted + " ALLOW_CONNECTIONS true");
    } catch (SQLException e) {
      drop(inControl, name);
      throw e;
    }
  }

  static void register(
      Connection inControl, TenantTarget tenant, String database, String schema, String kind)
      throws SQLException {
    Sql.update(
        inControl,
        "INSERT INTO public.copy (database, schema, tenant, kind) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (database, schema) DO NOTHING",
        database,
        schema,
        tenant.id().value(),
        kind);
  }

  static void forget(Connection inControl, String database, String schema) throws SQLException {
    Sql.update(
        inControl, "DELETE FROM public.copy WHERE database = ? AND schema = ?", database, schema);
  }

  static void drop(Connection inControl, String name) throws SQLException {
    Sql.run(inControl, "DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
    forget(inControl, name, "");
  }

  private record Copy(String database, String schema) {}

  /** One that cannot be dropped does not keep the others; it is told of at the end. */
  int sweep(TenantTarget anyOnServer, Duration scratchOlderThan, Duration keptOlderThan)
      throws SQLException {
    try (var inControl = control.open(anyOnServer, Token.NONE)) {
      var old = old(inControl, scratchOlderThan, keptOlderThan);
      SQLException first = null;
      for (var copy : old) {
        try {
          drop(inControl, anyOnServer, copy);
        } catch (SQLException e) {
          first = first == null ? e : first;
        }
      }
      if (first != null) {
        throw first;
      }
      return old.size();
    }
  }

  private void drop(Connection inControl, TenantTarget anyOnServer, Copy copy) throws SQLException {
    if (copy.schema().isEmpty()) {
      drop(inControl, copy.database());
    } else {
      dropSchema(anyOnServer, copy);
      forget(inControl, copy.database(), copy.schema());
    }
  }

  private static List<Copy> old(
      Connection inControl, Duration scratchOlderThan, Duration keptOlderThan) throws SQLException {
    return Sql.list(
        inControl,
        "SELECT database, schema FROM public.copy WHERE at < now() - CASE kind"
            + " WHEN 'SCRATCH' THEN ? ELSE ? END * interval '1 second' ORDER BY at",
        row -> new Copy(row.getString(1), row.getString(2)),
        scratchOlderThan.toSeconds(),
        keptOlderThan.toSeconds());
  }

  private void dropSchema(TenantTarget anyOnServer, Copy copy) throws SQLException {
    try (var connection = connections.open(anyOnServer, copy.database(), Token.NONE)) {
      Sql.run(connection, "DROP SCHEMA IF EXISTS " + Sql.identifier(copy.schema()) + " CASCADE");
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
