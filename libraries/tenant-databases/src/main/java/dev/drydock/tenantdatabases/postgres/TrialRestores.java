package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.ScratchWork;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Restores beside the fleet: to prove an archive, for a person, or to try something out. */
final class TrialRestores {
  private final Connections connections;
  private final ControlDatabase control;
  private final ScratchDatabases scratchDatabases;
  private final ArchiveFeeder feeder;

  TrialRestores(
      Connections connections,
      ControlDatabase control,
      ScratchDatabases scratchDatabases,
      ArchiveFeeder feeder) {
    this.connections = connections;
    this.control = control;
    this.scratchDatabases = scratchDatabases;
    this.feeder = feeder;
  }

  List<Fingerprint> restore(InputStream archive, List<TenantTarget> tenants, Token token)
      throws SQLException, IOException {
    var reading = ArchiveMark.read(archive);
    var first = tenants.getFirst();
    return first.schema() == null
        ? List.of(ofDatabase(reading, first, token))
        : ofSchemas(reading, tenants, token);
  }

  private Fingerprint ofDatabase(ArchiveMark.Reading reading, TenantTarget tenant, Token token)
      throws SQLException, IOException {
    var properties = Surroundings.ofArchive(control, connections, tenant, token, reading.mark());
    try (var scratch = scratchDatabases.createOwned(tenant, token, properties)) {
      feeder.intoDatabase(reading.archive(), tenant, token, scratch.name(), List.of());
      return contents(tenant, token, scratch.name())
          .with(carried(tenant, token, scratch.name(), properties));
    }
  }

  private Fingerprints.Contents contents(TenantTarget tenant, Token token, String database)
      throws SQLException {
    try (var connection = connections.open(tenant, database, token)) {
      connection.setAutoCommit(false);
      return Fingerprints.ofDatabase(connection);
    }
  }

  /** What the properties come to on the copy; tried, read and undone. */
  private Properties carried(
      TenantTarget tenant, Token token, String database, Properties properties)
      throws SQLException {
    try (var inControl = control.open(tenant, token)) {
      inControl.setAutoCommit(false);
      for (var statement : properties.statementsFor(database)) {
        Sql.run(inControl, statement);
      }
      var found = Properties.ofDatabase(inControl, database);
      inControl.rollback();
      return found;
    }
  }

  private List<Fingerprint> ofSchemas(
      ArchiveMark.Reading reading, List<TenantTarget> tenants, Token token)
      throws SQLException, IOException {
    var first = tenants.getFirst();
    var schemas = tenants.stream().map(t -> Objects.requireNonNull(t.schema())).toList();
    try (var scratch =
        scratchDatabases.create(first, token, Surroundings.live(connections, first, token))) {
      prepareSchemas(reading.mark(), tenants, token, scratch.name());
      feeder.intoDatabase(reading.archive(), first, token, scratch.name(), schemas);
      try (var connection = connections.open(first, scratch.name(), token)) {
        connection.setAutoCommit(false);
        var contents = Fingerprints.ofSchemas(connection, schemas);
        return schemas.stream()
            .map(schema -> Objects.requireNonNull(contents.get(schema)).alone())
            .toList();
      }
    }
  }

  /** Extensions as in the live database, and each schema with its owner and grants. */
  private void prepareSchemas(String mark, List<TenantTarget> tenants, Token token, String database)
      throws SQLException {
    var statements = schemaStatements(mark, tenants, token);
    try (var connection = connections.open(tenants.getFirst(), database, token)) {
      copyExtensions(tenants.getFirst(), token, connection);
      for (var statement : statements) {
        Sql.run(connection, statement);
      }
    }
  }

  private List<String> schemaStatements(String mark, List<TenantTarget> tenants, Token token)
      throws SQLException {
    var statements = new ArrayList<String>();
    try (var inControl = control.open(tenants.getFirst(), token);
        var live = connections.tenant(tenants.getFirst(), token)) {
      for (var tenant : tenants) {
        var schema = Objects.requireNonNull(tenant.schema());
        var remembered = PropertiesStore.find(inControl, tenant, mark);
        var properties =
            remembered.isPresent() ? remembered.get() : Properties.ofSchema(live, schema);
        statements.addAll(properties.statementsFor(schema));
      }
    }
    return statements;
  }

  private void copyExtensions(TenantTarget beside, Token token, Connection scratch)
      throws SQLException {
    try (var live = connections.tenant(beside, token)) {
      for (var statement : Surroundings.extensions(live)) {
        try {
          Sql.run(scratch, statement);
        } catch (SQLException e) {
          // One that needs a superuser and that the tenant does not use is none of our business;
          // one
          // that it uses is missed by the restore.
          if (!"42501".equals(e.getSQLState())) {
            throw e;
          }
        }
      }
    }
  }

  void restoreInto(InputStream archive, TenantTarget tenant, String newDatabase)
      throws SQLException, IOException {
    if (newDatabase.startsWith(Names.RESERVED)) {
      throw new TenantDatabaseFailure.Permanent(
          Failure.of(FailureCode.SQL_ERROR, newDatabase)
              .withAdvice("Names that begin with _drydock are reserved; choose another."));
    }
    var reading = ArchiveMark.read(archive);
    var whole = tenant.schema() == null;
    var properties =
        whole
            ? Surroundings.ofArchive(control, connections, tenant, Token.NONE, reading.mark())
            : Surroundings.live(connections, tenant, Token.NONE);
    try (var inControl = control.open(tenant, Token.NONE)) {
      ScratchDatabases.make(inControl, newDatabase, properties, whole);
      try {
        fill(reading, tenant, newDatabase);
      } catch (SQLException | IOException | RuntimeException e) {
        ScratchDatabases.drop(inControl, newDatabase);
        throw e;
      }
    }
  }

  private void fill(ArchiveMark.Reading reading, TenantTarget tenant, String newDatabase)
      throws SQLException, IOException {
    var schema = tenant.schema();
    if (schema != null) {
      prepareSchemas(reading.mark(), List.of(tenant), Token.NONE, newDatabase);
    }
    feeder.intoDatabase(
        reading.archive(),
        tenant,
        Token.NONE,
        newDatabase,
        schema == null ? List.of() : List.of(schema));
    try (var connection = connections.open(tenant, newDatabase, Token.NONE)) {
      Sql.run(connection, "ANALYZE");
    }
  }

  /** Works on a copy of one schema tenant alone, which is dropped in any case. */
  <T> T inCopy(InputStream archive, TenantTarget tenant, ScratchWork<T> work)
      throws SQLException, IOException {
    var schema = Objects.requireNonNull(tenant.schema(), "a database tenant has its own archive");
    var reading = ArchiveMark.read(archive);
    var properties = Surroundings.live(connections, tenant, Token.NONE);
    try (var scratch = scratchDatabases.create(tenant, Token.NONE, properties)) {
      prepareSchemas(reading.mark(), List.of(tenant), Token.NONE, scratch.name());
      feeder.intoDatabase(reading.archive(), tenant, Token.NONE, scratch.name(), List.of(schema));
      return work.run(at(tenant, scratch.name()));
    }
  }

  private static TenantTarget at(TenantTarget tenant, String database) {
    return new TenantTarget(
        tenant.id(),
        tenant.engine(),
        tenant.host(),
        tenant.port(),
        database,
        tenant.schema(),
        tenant.credential(),
        List.of());
  }

  <T> T inScratch(TenantTarget beside, ScratchWork<T> work) throws SQLException {
    var properties = Surroundings.live(connections, beside, Token.NONE);
    try (var scratch = scratchDatabases.create(beside, Token.NONE, properties)) {
      try (var connection = connections.open(beside, scratch.name(), Token.NONE)) {
        copyExtensions(beside, Token.NONE, connection);
        if (beside.schema() != null) {
          Sql.run(connection, "CREATE SCHEMA " + Sql.identifier(beside.schema()));
        }
        for (var statement : properties.statementsFor(scratch.name())) {
          if (statement.startsWith("ALTER DATABASE") && statement.contains(" SET ")) {
            Sql.run(connection, statement);
          }
        }
      }
      return work.run(at(beside, scratch.name()));
    }
  }
}
