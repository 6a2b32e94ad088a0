package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One exported snapshot. It is read through sessions of their own, so that the locks of a reading
 * (tables and indexes) are given back at its end and only the tables stay locked.
 */
final class PostgresSnapshot implements Snapshot {
  /** As PostgreSQL 14 to 16 and 17 say it; and of a holder that is just ending. */
  private static final Set<String> SNAPSHOT_GONE = Set.of("22023", "42704", "55000");

  private final Connections connections;
  private final ControlDatabase control;
  private final Tools tools;
  private final Connection holder;
  private final String id;
  private final List<TenantTarget> tenants;
  private @Nullable Map<String, Fingerprints.Contents> ofSchemas;

  PostgresSnapshot(
      Connections connections,
      ControlDatabase control,
      Tools tools,
      Connection holder,
      String id,
      List<TenantTarget> tenants) {
    this.connections = connections;
    this.control = control;
    this.tools = tools;
    this.holder = holder;
    this.id = id;
    this.tenants = List.copyOf(tenants);
  }

  /** What reads inside the snapshot. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(Connection connection) throws SQLException;
  }

  @Override
  public String schemaVersion(TenantTarget tenant) {
    return inside(connection -> History.version(connection, tenant));
  }

  @Override
  public Fingerprint fingerprint(TenantTarget tenant) {
    var schema = tenant.schema();
    if (schema == null) {
      return inside(connection -> Fingerprints.of(connection, tenant));
    }
    return Objects.requireNonNull(schemas().get(schema), "not of this snapshot").alone();
  }

  private synchronized Map<String, Fingerprints.Contents> schemas() {
    var known = ofSchemas;
    if (known == null) {
      known = inside(this::readSchemas);
      ofSchemas = known;
    }
    return known;
  }

  private Map<String, Fingerprints.Contents> readSchemas(Connection connection)
      throws SQLException {
    return Fingerprints.ofSchemas(connection, schemaNames());
  }

  private List<String> schemaNames() {
    return tenants.stream().map(TenantTarget::schema).filter(Objects::nonNull).toList();
  }

  @Override
  public void dump(OutputStream archive, LongConsumer bytesSoFar) {
    var first = tenants.getFirst();
    var properties = inside(this::readProperties);
    var marked = new ArchiveMark.Writing(archive);
    try (var tool =
        Tool.start(
            connections, first, Token.NONE, command(first), connections.settings().stall())) {
      tool.readAll(marked, bytesSoFar);
      tool.finish(FailureCode.DUMP_FAILED);
      remember(marked.mark(), properties);
    } catch (IOException e) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.STORE_UNAVAILABLE)
              .withAdvice("The archive could not be passed on."));
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  private List<String> command(TenantTarget first) {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            tools.command("pg_dump"),
            "--format=custom",
            "--compress=0",
            "--encoding=UTF8",
            "--snapshot=" + id,
            "--no-subscriptions",
            "--no-password",
            "--lock-wait-timeout=" + connections.settings().lockTimeout().toMillis(),
            "--exclude-schema=_drydock*"));
    for (var schema : schemaNames()) {
      command.add("--schema=\"" + schema.replace("\"", "\"\"") + "\"");
    }
    command.add("--dbname=" + Tool.database(first.database()));
    return command;
  }

  /** What the archive does not carry, beside it; see ADR 0006. */
  private void remember(String mark, Map<TenantTarget, Properties> properties) throws SQLException {
    try (var connection = control.open(tenants.getFirst(), Token.NONE)) {
      connection.setAutoCommit(false);
      PropertiesStore.remember(connection, mark, properties);
      connection.commit();
    }
  }

  private Map<TenantTarget, Properties> readProperties(Connection connection) throws SQLException {
    var found = new LinkedHashMap<TenantTarget, Properties>();
    var ofSchemas = Properties.ofSchemas(connection, schemaNames());
    for (var tenant : tenants) {
      var schema = tenant.schema();
      found.put(
          tenant,
          schema == null
              ? Properties.ofDatabase(connection, tenant.database())
              : Objects.requireNonNull(ofSchemas.get(schema)));
    }
    return found;
  }

  private <T> T inside(Reading<T> reading) {
    try (var connection = connections.tenant(tenants.getFirst(), Token.NONE)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      enter(connection);
      var result = reading.read(connection);
      connection.rollback();
      return result;
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }

  /** A snapshot is gone with its holder; opening another one can help. */
  private void enter(Connection connection) throws SQLException {
    try {
      Sql.run(connection, "SET TRANSACTION SNAPSHOT " + Sql.literal(id));
    } catch (SQLException e) {
      if (SNAPSHOT_GONE.contains(String.valueOf(e.getSQLState()))) {
        throw new TenantDatabaseFailure.Transient(
            Failure.of(FailureCode.DUMP_FAILED)
                .withSqlState(e.getSQLState())
                .withAdvice("The session that held the snapshot ended."));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (SQLException e) {
      throw Sql.failure(e);
    }
  }
}
