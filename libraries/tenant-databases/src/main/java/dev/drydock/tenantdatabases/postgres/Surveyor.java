package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.Survey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Looks whether a tenant can be taken in; each reason why not comes with what to do about it. */
final class Surveyor {
  private static final int OLDEST_MAJOR = 14;

  private final Connections connections;
  private final ControlDatabase control;
  private final Tools tools;

  Surveyor(Connections connections, ControlDatabase control, Tools tools) {
    this.connections = connections;
    this.control = control;
    this.tools = tools;
  }

  Survey survey(TenantTarget tenant) {
    try (var connection = connections.brief(tenant, Token.NONE)) {
      return look(connection, tenant);
    } catch (SQLException e) {
      return refusedAtTheDoor(tenant, e);
    } catch (TenantDatabaseFailure.Permanent e) {
      return new Survey(List.of(e.failure()), "", 0, List.of());
    }
  }

  private static Survey refusedAtTheDoor(TenantTarget tenant, SQLException refusal) {
    if ("08P01".equals(refusal.getSQLState())) {
      return new Survey(List.of(pooler(tenant)), "", 0, List.of());
    }
    var failure = Sql.failure(refusal).failure();
    var told =
        switch (failure.code()) {
          case CREDENTIAL_REJECTED ->
              Failure.of(FailureCode.CREDENTIAL_REJECTED, tenant.credential())
                  .withAdvice("The server refused this user or password; correct the credential.");
          case DATABASE_MISSING ->
              Failure.of(FailureCode.DATABASE_MISSING, tenant.database())
                  .withAdvice("Create the database, or correct the tenant's registration.");
          case GRANT_MISSING ->
              Failure.of(FailureCode.GRANT_MISSING, tenant.database())
                  .withAdvice(
                      "GRANT CONNECT ON DATABASE "
                          + Sql.identifier(tenant.database())
                          + " TO Drydock's role.");
          case UNREACHABLE ->
              throw new TenantDatabaseFailure.Transient(
                  Failure.of(FailureCode.UNREACHABLE, tenant.server())
                      .withAdvice("No PostgreSQL answers there; check host, port and network."));
          default -> throw Sql.failure(refusal);
        };
    return new Survey(List.of(told.withSqlState(refusal.getSQLState())), "", 0, List.of());
  }

  private Survey look(Connection connection, TenantTarget tenant) throws SQLException {
    var refusals = new ArrayList<Failure>();
    var notes = new ArrayList<String>();
    var version = Sql.text(connection, "SHOW server_version");
    if (behindPooler(connection)) {
      return new Survey(List.of(pooler(tenant)), version, 0, List.of());
    }
    refusals.addAll(versions(connection));
    var schema = tenant.schema();
    if (schema != null && !exists(connection, schema)) {
      refusals.add(
          Failure.of(FailureCode.SCHEMA_MISSING, schema)
              .withAdvice("Create the schema, or correct the tenant's registration."));
      return new Survey(refusals, version, 0, notes);
    }
    refusals.addAll(SurveyOfGrants.look(connection, tenant));
    refusals.addAll(writers(connection, tenant));
    refusals.addAll(SurveyOfObjects.look(connection, tenant));
    PreparedTransactions.open(connection, tenant).ifPresent(refusals::add);
    notes.addAll(notes(connection, tenant));
    refusals.addAll(controlDatabase(tenant, refusals));
    return new Survey(refusals, version, size(connection, tenant), notes);
  }

  /** A pooler makes up the key by which a session is cancelled. */
  private static boolean behindPooler(Connection connection) throws SQLException {
    var announced = connection.unwrap(PGConnection.class).getBackendPID();
    return announced != Sql.number(connection, "SELECT pg_catalog.pg_backend_pid()");
  }

  private static Failure pooler(TenantTarget tenant) {
    return Failure.of(FailureCode.POOLER_ENDPOINT, tenant.server())
        .withAdvice(
            "This is a connection pooler; register the PostgreSQL server's own host and port.");
  }

  private List<Failure> versions(Connection connection) throws SQLException {
    var major = (int) Sql.number(connection, "SHOW server_version_num") / 10_000;
    var found = new ArrayList<Failure>();
    if (major < OLDEST_MAJOR) {
      found.add(
          Failure.of(FailureCode.ENGINE_UNSUPPORTED, "PostgreSQL " + major)
              .withAdvice("Drydock needs PostgreSQL " + OLDEST_MAJOR + " or newer."));
    }
    if (tools.majorVersion() < major) {
      found.add(
          Failure.of(FailureCode.CLIENT_OLDER_THAN_SERVER, "pg_dump " + tools.majorVersion())
              .withCount(major)
              .withAdvice(
                  "Install the PostgreSQL client of version " + major + " on the workers."));
    }
    return found;
  }

  private static boolean exists(Connection connection, String schema) throws SQLException {
    return Sql.truth(
        connection,
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?)",
        schema);
  }

  private List<Failure> writers(Connection connection, TenantTarget tenant) throws SQLException {
    var found = new ArrayList<Failure>();
    for (var role : tenant.writerRoles()) {
      try {
        var writer = WriterRole.look(connection, tenant, role);
        if (writer.keptOutBy() == WriterRole.KeptOutBy.LOGIN) {
          found.addAll(SurveyOfGrants.mayAlter(connection, role));
        }
      } catch (TenantDatabaseFailure.Permanent e) {
        found.add(e.failure());
      }
    }
    return found;
  }

  /** Created on first use, unless something else stands in the way already. */
  private List<Failure> controlDatabase(TenantTarget tenant, List<Failure> refusals) {
    if (!refusals.isEmpty()) {
      return List.of();
    }
    try (var inControl = control.open(tenant, Token.NONE)) {
      return List.of();
    } catch (SQLException e) {
      var failure = Sql.failure(e).failure();
      if (failure.code().kind() == FailureCode.Kind.TRANSIENT) {
        throw Sql.failure(e);
      }
      return List.of(
          Failure.of(FailureCode.GRANT_MISSING, Names.RESERVED)
              .withSqlState(e.getSQLState())
              .withAdvice(
                  "The control database cannot be created or opened: ALTER ROLE Drydock's role"
                      + " CREATEDB, or give it the database _drydock."));
    }
  }

  private static List<String> notes(Connection connection, TenantTarget tenant)
      throws SQLException {
    var found = new ArrayList<String>();
    if (tenant.writerRoles().isEmpty()) {
      found.add("No writer roles are listed: nobody is kept out while the tenant is in the dock.");
    }
    found.add("Free disk space cannot be seen from inside PostgreSQL; a copy needs as much again.");
    found.addAll(
        Sql.list(
            connection,
            "SELECT 'Members of writer role ' || r.rolname || ' can log in by themselves: '"
                + " || string_agg(m.rolname, ', ') FROM pg_catalog.pg_auth_members a"
                + " JOIN pg_catalog.pg_roles r ON r.oid = a.roleid"
                + " JOIN pg_catalog.pg_roles m ON m.oid = a.member"
                + " WHERE r.rolname = ANY (?) AND m.rolcanlogin AND m.rolname <> current_user"
                + " AND m.rolname <> ALL (?) GROUP BY r.rolname",
            row -> row.getString(1),
            tenant.writerRoles().toArray(String[]::new),
            tenant.writerRoles().toArray(String[]::new)));
    return found;
  }

  private static long size(Connection connection, TenantTarget tenant) throws SQLException {
    var schema = tenant.schema();
    return schema == null
        ? Sql.number(connection, "SELECT pg_catalog.pg_database_size(current_database())")
        : Sql.number(
            connection,
            "SELECT coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint"
                + " FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relkind IN ('r', 'm', 'S')",
            schema);
  }
}
