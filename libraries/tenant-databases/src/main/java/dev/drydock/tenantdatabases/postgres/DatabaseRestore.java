package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a database tenant back: a new database beside the live one, and two renames in one
 * transaction of the control database. Before that commit nothing has changed, after it everything
 * has; see ADR 0006.
 */
final class DatabaseRestore {
  static final String EFFECT = "restore";

  private static final int RENAME_ATTEMPTS = 5;

  private final Connections connections;
  private final ControlDatabase control;
  private final OlderAttempts olderAttempts;
  private final ScratchDatabases scratchDatabases;
  private final ArchiveFeeder feeder;

  DatabaseRestore(
      Connections connections,
      ControlDatabase control,
      OlderAttempts olderAttempts,
      ScratchDatabases scratchDatabases,
      ArchiveFeeder feeder) {
    this.connections = connections;
    this.control = control;
    this.olderAttempts = olderAttempts;
    this.scratchDatabases = scratchDatabases;
    this.feeder = feeder;
  }

  /** The copy, ready to take the live database's place. */
  private record Copy(
      String name,
      long oid,
      Optional<Long> liveOid,
      Fingerprints.Contents contents,
      Properties properties) {}

  @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim)
      throws SQLException, IOException {
    olderAttempts.endEffects(tenant, token);
    var reading = ArchiveMark.read(archive);
    Optional<Long> liveOid;
    try (var inControl = control.open(tenant, token)) {
      inControl.setAutoCommit(false);
      ServerFence.take(inControl, tenant, token);
      inControl.commit();
      var done = Receipts.find(inControl, tenant, token, EFFECT);
      if (done.isPresent()) {
        return done.get().isEmpty() ? null : done.get();
      }
      liveOid = oid(inControl, tenant.database());
    }
    var properties = Surroundings.ofArchive(control, connections, tenant, token, reading.mark());
    try (var scratch = scratchDatabases.createOwned(tenant, token, properties)) {
      feeder.intoDatabase(reading.archive(), tenant, token, scratch.name(), java.util.List.of());
      var copy = finish(tenant, token, scratch.name(), liveOid, properties);
      return swap(tenant, token, copy, expected, claim);
    }
  }

  private Copy finish(
      TenantTarget tenant, Token token, String name, Optional<Long> liveOid, Properties properties)
      throws SQLException {
    try (var connection = connections.open(tenant, name, token)) {
      Sql.run(connection, "ANALYZE");
      Journal.prepare(connection);
      Journal.raise(connection, tenant, token);
      connection.setAutoCommit(false);
      var contents = Fingerprints.ofDatabase(connection);
      var oid = oid(connection, name).orElseThrow();
      return new Copy(name, oid, liveOid, contents, properties);
    }
  }

  private @Nullable String swap(
      TenantTarget tenant, Token token, Copy copy, Fingerprint expected, BeforeEffect claim)
      throws SQLException {
    try (var inControl = control.open(tenant, token)) {
      inControl.setAutoCommit(false);
      ServerFence.take(inControl, tenant, token);
      requireSame(inControl, tenant, copy);
      for (var statement : copy.properties().statementsFor(copy.name())) {
        Sql.run(inControl, statement);
      }
      requireEqual(copy.contents().with(Properties.ofDatabase(inControl, copy.name())), expected);
      claim.claim();
      var kept = copy.liveOid().isEmpty() ? "" : Names.kept(tenant.id(), token);
      if (!kept.isEmpty()) {
        rename(inControl, tenant.database(), kept);
        Sql.run(inControl, "ALTER DATABASE " + Sql.identifier(kept) + " ALLOW_CONNECTIONS false");
        ScratchDatabases.register(inControl, tenant, kept, "", "KEPT");
      }
      rename(inControl, copy.name(), tenant.database());
      ScratchDatabases.forget(inControl, copy.name(), "");
      Receipts.write(inControl, tenant, token, EFFECT, kept);
      inControl.commit();
      return kept.isEmpty() ? null : kept;
    }
  }

  private static void requireSame(Connection inControl, TenantTarget tenant, Copy copy)
      throws SQLException {
    var live = oid(inControl, tenant.database());
    var mine = oid(inControl, copy.name());
    if (!live.equals(copy.liveOid()) || !mine.equals(Optional.of(copy.oid()))) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.INTERNAL, tenant.database())
              .withAdvice("The database was replaced while its copy was being made."));
    }
  }

  static void requireEqual(Fingerprint found, Fingerprint expected) {
    if (!found.equals(expected)) {
      throw new TenantDatabaseFailure.Permanent(
          Failure.of(
                  FailureCode.FINGERPRINT_DIFFERS,
                  found.schema().equals(expected.schema()) ? "content" : "schema")
              .withCount(found.rows())
              .withAdvice("The restored copy is not what was backed up; nothing was replaced."));
    }
  }

  /**
   * The server's lock on the name keeps new sessions waiting from here to the commit; those that
   * are in are ended first.
   */
  private void rename(Connection inControl, String from, String to) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      var before = inControl.setSavepoint();
      try {
        Sql.list(
            inControl,
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                + " a JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid WHERE a.datname = ?"
                + " AND NOT r.rolsuper",
            row -> row.getBoolean(1),
            from);
        Sql.run(
            inControl,
            "ALTER DATABASE " + Sql.identifier(from) + " RENAME TO " + Sql.identifier(to));
        inControl.releaseSavepoint(before);
        return;
      } catch (SQLException e) {
        if (!"55006".equals(e.getSQLState()) || attempt == RENAME_ATTEMPTS) {
          throw e;
        }
        inControl.rollback(before);
      }
    }
  }

  private static Optional<Long> oid(Connection connection, String database) throws SQLException {
    return Sql.first(
        connection,
        "SELECT oid FROM pg_catalog.pg_database WHERE datname = ?",
        row -> row.getLong(1),
        database);
  }
}
