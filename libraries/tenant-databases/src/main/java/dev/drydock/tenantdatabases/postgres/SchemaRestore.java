package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a schema tenant back in one transaction of its database: the live schema is renamed aside,
 * made anew and filled, and the fence inside that database is held from beginning to end.
 */
final class SchemaRestore {
  /** No script has this name: a slash is none of Flyway's. */
  private static final String RECEIPT = "restore/";

  private final Connections connections;
  private final ControlDatabase control;
  private final OlderAttempts olderAttempts;
  private final ArchiveFeeder feeder;

  SchemaRestore(
      Connections connections,
      ControlDatabase control,
      OlderAttempts olderAttempts,
      ArchiveFeeder feeder) {
    this.connections = connections;
    this.control = control;
    this.olderAttempts = olderAttempts;
    this.feeder = feeder;
  }

  @Nullable String restore(
      InputStream archive,
      TenantTarget tenant,
      Token token,
      Fingerprint expected,
      BeforeEffect claim)
      throws SQLException, IOException {
    olderAttempts.endEffects(tenant, token);
    var reading = ArchiveMark.read(archive);
    var schema = Objects.requireNonNull(tenant.schema());
    var kept = Names.kept(tenant.id(), token);
    try (var inControl = control.open(tenant, token);
        var inTenant = connections.tenant(tenant, token)) {
      inControl.setAutoCommit(false);
      ServerFence.take(inControl, tenant, token);
      ScratchDatabases.register(inControl, tenant, tenant.database(), kept, "KEPT");
      inControl.commit();
      Journal.prepare(inTenant);
      Journal.raise(inTenant, tenant, token);
      var done = done(inTenant, tenant, token);
      if (done.isPresent()) {
        return done.get().isEmpty() ? null : done.get();
      }
      var properties = Surroundings.ofArchive(control, connections, tenant, token, reading.mark());
      inTenant.setAutoCommit(false);
      Journal.compare(inTenant, tenant, token);
      claim.claim();
      Journal.compare(inTenant, tenant, token);
      var existed = setAside(inTenant, schema, kept);
      for (var statement : properties.statementsFor(schema)) {
        Sql.run(inTenant, statement);
      }
      feeder.intoTransaction(reading.archive(), tenant, token, schema, inTenant);
      compareAndKeepShut(inControl, inTenant, tenant, schema, expected);
      receipt(inTenant, tenant, token, existed ? kept : "");
      ServerFence.take(inControl, tenant, token);
      inTenant.commit();
      inControl.commit();
      return existed ? kept : null;
    }
  }

  private static boolean setAside(Connection inTenant, String schema, String kept)
      throws SQLException {
    var exists =
        Sql.truth(
            inTenant,
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?)",
            schema);
    if (exists) {
      Sql.run(
          inTenant,
          "ALTER SCHEMA " + Sql.identifier(schema) + " RENAME TO " + Sql.identifier(kept));
    }
    return exists;
  }

  /** A backup from before the quiesce brings the writers' rights with it: they are taken again. */
  private static void compareAndKeepShut(
      Connection inControl,
      Connection inTenant,
      TenantTarget tenant,
      String schema,
      Fingerprint expected)
      throws SQLException {
    var found = Fingerprints.ofSchemas(inTenant, List.of(schema)).get(schema);
    DatabaseRestore.requireEqual(Objects.requireNonNull(found).alone(), expected);
    var recorded = Writers.recorded(inControl, tenant);
    inControl.commit();
    for (var writer : recorded) {
      if (writer.keptOutBy() == WriterRole.KeptOutBy.SCHEMA) {
        Sql.run(inTenant, writer.takeAway(tenant));
      }
    }
    for (var table : tables(inTenant, schema)) {
      Sql.run(inTenant, "ANALYZE " + table);
    }
  }

  private static List<String> tables(Connection inTenant, String schema) throws SQLException {
    return Sql.list(
        inTenant,
        "SELECT quote_ident(nspname) || '.' || quote_ident(relname) FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE nspname = ? AND relkind IN ('r', 'm', 'p')",
        row -> row.getString(1),
        schema);
  }

  private static Optional<String> done(Connection inTenant, TenantTarget tenant, Token token)
      throws SQLException {
    return Sql.first(
        inTenant,
        "SELECT substr(script, 9) FROM _drydock.receipt WHERE tenant = ? AND token = ?"
            + " AND script LIKE 'restore/%'",
        row -> row.getString(1),
        tenant.id().value(),
        token.value());
  }

  private static void receipt(Connection inTenant, TenantTarget tenant, Token token, String kept)
      throws SQLException {
    Sql.update(inTenant, "DELETE FROM _drydock.receipt WHERE tenant = ?", tenant.id().value());
    Sql.update(inTenant, "DELETE FROM _drydock.intent WHERE tenant = ?", tenant.id().value());
    Sql.update(
        inTenant,
        "INSERT INTO _drydock.receipt (tenant, token, script) VALUES (?, ?, ?)",
        tenant.id().value(),
        token.value(),
        RECEIPT + kept);
  }
}
