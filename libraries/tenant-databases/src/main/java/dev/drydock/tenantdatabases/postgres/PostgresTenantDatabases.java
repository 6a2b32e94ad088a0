package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.CredentialResolver;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 14 and newer, as a role that is not a superuser; the README lists its grants. Opens
 * sessions when it needs them and keeps none; safe for use by many threads.
 */
public final class PostgresTenantDatabases implements TenantDatabases {
  private final Connections connections;
  private final ControlDatabase control;
  private final Snapshots snapshots;
  private final Writers writers;
  private final OlderAttempts olderAttempts;
  private final Surveyor surveyor;
  private final ScratchDatabases scratchDatabases;
  private final TrialRestores trialRestores;
  private final DatabaseRestore databaseRestore;
  private final SchemaRestore schemaRestore;

  public PostgresTenantDatabases(CredentialResolver credentials, PostgresSettings settings) {
    var tools = new Tools(settings.tools());
    PasswordFiles.ofThisProcess();
    connections = new Connections(credentials, settings);
    control = new ControlDatabase(connections);
    snapshots = new Snapshots(connections, control, tools);
    olderAttempts = new OlderAttempts(connections, control);
    writers = new Writers(connections, control, olderAttempts);
    surveyor = new Surveyor(connections, control, tools);
    scratchDatabases = new ScratchDatabases(connections, control);
    var feeder = new ArchiveFeeder(connections, tools);
    trialRestores = new TrialRestores(connections, control, scratchDatabases, feeder);
    databaseRestore =
        new DatabaseRestore(connections, control, olderAttempts, scratchDatabases, feeder);
    schemaRestore = new SchemaRestore(connections, control, olderAttempts, feeder);
  }

  /** What may be refused by the server or break in a stream. */
  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T run() throws SQLException, IOException;
  }

  private static <T extends @Nullable Object> T translated(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw Sql.failure(e);
    } catch (IOException e) {
      throw new TenantDatabaseFailure.Transient(Failure.of(FailureCode.STORE_UNAVAILABLE));
    }
  }

  @Override
  public Engine engine() {
    return Engine.POSTGRESQL;
  }

  @Override
  public Survey survey(TenantTarget tenant) {
    return surveyor.survey(tenant);
  }

  @Override
  public int quiesce(TenantTarget tenant, Token token, BeforeEffect claim) {
    return translated(() -> writers.quiesce(tenant, token, claim));
  }

  @Override
  public void release(TenantTarget tenant, Token token, BeforeEffect claim) {
    translated(() -> {
      writers.release(tenant, token, claim);
      return token;
    });
  }

  @Override
  public void endOlderAttempts(TenantTarget tenant, Token token, Duration deadline) {
    translated(() -> {
      olderAttempts.end(tenant, token, deadline);
      return token;
    });
  }

  @Override
  public Snapshot openSnapshot(List<TenantTarget> tenants) {
    return translated(() -> snapshots.open(tenants));
  }

  @Override
  public int groupLimit(TenantTarget tenant) {
    return translated(() -> {
      try (var connection = connections.brief(tenant, Token.NONE)) {
        return GroupLimit.of(connection, tenant);
      }
    });
  }

  @Override
  public List<Fingerprint> trialRestore(
      InputStream archive, List<TenantTarget> tenants, Token token) {
    return translated(() -> trialRestores.restore(archive, tenants, token));
  }

  @Override
  public @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim) {
    return translated(() ->
        tenant.schema() == null
            ? databaseRestore.restore(archive, tenant, token, expected, claim)
            : schemaRestore.restore(archive, tenant, token, expected, claim));
  }

  @Override
  public void restoreInto(InputStream archive, TenantTarget tenant, String newDatabase) {
    translated(() -> {
      trialRestores.restoreInto(archive, tenant, newDatabase);
      return newDatabase;
    });
  }

  @Override
  public void extract(InputStream archive, TenantTarget tenant, OutputStream alone) {
    translated(() -> trialRestores.inCopy(archive, tenant, copy -> dumped(copy, alone)));
  }

  private TenantTarget dumped(TenantTarget tenant, OutputStream into) {
    try (var snapshot = openSnapshot(List.of(tenant))) {
      snapshot.dump(into, _ -> {});
      return tenant;
    }
  }

  @Override
  public List<String> describeSchema(TenantTarget tenant) {
    return translated(() -> {
      try (var connection = reading(connections.brief(tenant, Token.NONE))) {
        return SchemaDescription.of(connection, tenant);
      }
    });
  }

  @Override
  public <T> T inScratch(TenantTarget beside, ScratchWork<T> work) {
    return translated(() -> trialRestores.inScratch(beside, work));
  }

  @Override
  public Fingerprint fingerprint(TenantTarget tenant) {
    return translated(() -> {
      try (var connection = reading(connections.tenant(tenant, Token.NONE))) {
        return Fingerprints.of(connection, tenant);
      }
    });
  }

  private static Connection reading(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public int sweep(TenantTarget anyOnServer, Duration scratchOlderThan, Duration keptOlderThan) {
    return translated(() -> scratchDatabases.sweep(anyOnServer, scratchOlderThan, keptOlderThan));
  }

  @Override
  public Connection openForMigration(TenantTarget tenant, Token token, MigrationTimeouts timeouts) {
    return translated(() -> MigrationSession.open(connections, tenant, token, timeouts));
  }

  @Override
  public MigrationJournal journal(TenantTarget tenant, Token token) {
    return translated(() -> {
      try (var connection = control.brief(tenant, token)) {
        return new Journal(tenant, token, ServerFence.pass(connection, tenant));
      }
    });
  }
}
