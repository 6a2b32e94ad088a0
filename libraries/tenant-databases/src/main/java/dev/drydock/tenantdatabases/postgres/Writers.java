package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps writers out and lets them in again. The first record of a role's prior state stays until
 * the release: a second quiesce finds the role shut and must not record that.
 *
 * <p>{@code ALTER ROLE} and grants on databases are rows of the cluster's catalogue, so they commit
 * together with their record. Rights on a schema live in another database: there the record is
 * committed first and the rights are taken second, still under the fence, so that a crash in
 * between leaves a record of what is still so.
 */
final class Writers {
  private static final String SESSIONS_OF_ROLE =
      "SELECT pid FROM pg_catalog.pg_stat_activity WHERE usename = ?"
          + " AND pid <> pg_catalog.pg_backend_pid()";

  private static final String SESSIONS_OF_ROLE_IN_DATABASE =
      SESSIONS_OF_ROLE + " AND datname = current_database()";

  /** A shared role's sessions serve siblings too: only those that hold this schema's tables end. */
  private static final String SESSIONS_OF_ROLE_IN_SCHEMA =
      SESSIONS_OF_ROLE_IN_DATABASE
          + """
           AND pid IN (SELECT l.pid FROM pg_catalog.pg_locks l
             JOIN pg_catalog.pg_class c ON c.oid = l.relation
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_catalog.pg_database d ON d.oid = l.database
             WHERE d.datname = current_database() AND n.nspname = ?)
          """;

  private final Connections connections;
  private final ControlDatabase control;

  private final OlderAttempts olderAttempts;

  Writers(Connections connections, ControlDatabase control, OlderAttempts olderAttempts) {
    this.olderAttempts = olderAttempts;
    this.connections = connections;
    this.control = control;
  }

  int quiesce(TenantTarget tenant, Token token, BeforeEffect claim) throws SQLException {
    olderAttempts.endEffects(tenant, token);
    try (var inTenant = connections.brief(tenant, token);
        var inControl = control.brief(tenant, token)) {
      inControl.setAutoCommit(false);
      var added = record(inControl, inTenant, tenant, token);
      inControl.commit();
      ServerFence.take(inControl, tenant, token);
      claim.claim();
      var recorded = recorded(inControl, tenant);
      try {
        takeAway(inControl, inTenant, tenant, recorded);
      } catch (TenantDatabaseFailure.Permanent e) {
        undo(inControl, inTenant, tenant, token, added);
        throw e;
      }
      ServerFence.beginPass(inControl, tenant, token);
      inControl.commit();
      int ended = 0;
      for (var writer : recorded) {
        ended += end(inTenant, tenant, writer);
      }
      PreparedTransactions.requireNone(inTenant, tenant);
      return ended;
    }
  }

  /** Commits what it takes inside the tenant's database; the rest goes with the caller's commit. */
  private static void takeAway(
      Connection inControl, Connection inTenant, TenantTarget tenant, List<WriterRole> recorded)
      throws SQLException {
    inTenant.setAutoCommit(false);
    for (var writer : recorded) {
      var connection = where(writer, inControl, inTenant);
      Sql.run(connection, writer.takeAway(tenant));
      writer.requireKeptOut(connection, tenant);
    }
    inTenant.commit();
    inTenant.setAutoCommit(true);
  }

  /** As if nobody had asked: what was recorded by this call alone is forgotten too. */
  private static void undo(
      Connection inControl,
      Connection inTenant,
      TenantTarget tenant,
      Token token,
      List<String> added)
      throws SQLException {
    inTenant.rollback();
    inControl.rollback();
    ServerFence.take(inControl, tenant, token);
    Sql.update(
        inControl,
        "DELETE FROM public.writer WHERE tenant = ? AND role = ANY (?)",
        tenant.id().value(),
        added.toArray(String[]::new));
    inControl.commit();
  }

  /**
   * What is so now, for the roles that are not recorded yet; touches none of them.
   *
   * @return those roles
   */
  private static List<String> record(
      Connection inControl, Connection inTenant, TenantTarget tenant, Token token)
      throws SQLException {
    ServerFence.take(inControl, tenant, token);
    var known = recorded(inControl, tenant).stream().map(WriterRole::role).toList();
    var added = tenant.writerRoles().stream().filter(role -> !known.contains(role)).toList();
    for (var role : added) {
      insert(inControl, tenant, token, WriterRole.look(inTenant, tenant, role));
    }
    return added;
  }

  private static void insert(
      Connection inControl, TenantTarget tenant, Token token, WriterRole writer)
      throws SQLException {
    try {
      Sql.update(
          inControl,
          "INSERT INTO public.writer (tenant, role, kept_out_by, could_log_in, give_back,"
              + " recorded_under) VALUES (?, ?, ?, ?, ?, ?)",
          tenant.id().value(),
          writer.role(),
          writer.keptOutBy().name(),
          writer.couldLogIn(),
          writer.giveBack(),
          token.value());
    } catch (SQLException e) {
      if ("23505".equals(e.getSQLState())) {
        throw WriterRole.inseparable(
            writer.role(), "Another tenant that is in the dock has the same writer role.");
      }
      throw e;
    }
  }

  static List<WriterRole> recorded(Connection inControl, TenantTarget tenant) throws SQLException {
    return Sql.list(
        inControl,
        "SELECT role, kept_out_by, could_log_in, give_back FROM public.writer WHERE tenant = ?"
            + " ORDER BY role",
        row ->
            new WriterRole(
                row.getString(1),
                WriterRole.KeptOutBy.valueOf(row.getString(2)),
                row.getBoolean(3),
                row.getString(4)),
        tenant.id().value());
  }

  private static Connection where(WriterRole writer, Connection inControl, Connection inTenant) {
    return writer.keptOutBy() == WriterRole.KeptOutBy.SCHEMA ? inTenant : inControl;
  }

  private int end(Connection inTenant, TenantTarget tenant, WriterRole writer) throws SQLException {
    var limit = connections.settings().sessionsGone();
    return switch (writer.keptOutBy()) {
      case LOGIN -> Sessions.end(inTenant, limit, SESSIONS_OF_ROLE, writer.role());
      case DATABASE -> Sessions.end(inTenant, limit, SESSIONS_OF_ROLE_IN_DATABASE, writer.role());
      case SCHEMA ->
          Sessions.end(inTenant, limit, SESSIONS_OF_ROLE_IN_SCHEMA, writer.role(), tenant.schema());
    };
  }

  void release(TenantTarget tenant, Token token, BeforeEffect claim) throws SQLException {
    olderAttempts.endEffects(tenant, token);
    try (var inControl = control.brief(tenant, token)) {
      inControl.setAutoCommit(false);
      ServerFence.take(inControl, tenant, token);
      claim.claim();
      for (var writer : recorded(inControl, tenant)) {
        giveBack(inControl, tenant, token, writer);
      }
      Sql.update(inControl, "DELETE FROM public.writer WHERE tenant = ?", tenant.id().value());
      ServerFence.endPass(inControl, tenant);
      inControl.commit();
    }
  }

  private void giveBack(Connection inControl, TenantTarget tenant, Token token, WriterRole writer)
      throws SQLException {
    var exists =
        Sql.truth(
            inControl,
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)",
            writer.role());
    if (!exists) {
      return;
    }
    switch (writer.keptOutBy()) {
      case LOGIN -> {
        if (writer.couldLogIn()) {
          Sql.run(inControl, "ALTER ROLE " + Sql.identifier(writer.role()) + " LOGIN");
        }
      }
      case DATABASE -> runAll(inControl, writer);
      case SCHEMA -> {
        try (var inTenant = connections.brief(tenant, token)) {
          inTenant.setAutoCommit(false);
          runAll(inTenant, writer);
          inTenant.commit();
        }
      }
    }
  }

  private static void runAll(Connection connection, WriterRole writer) throws SQLException {
    var statements = new ArrayList<>(writer.giveBack().lines().toList());
    for (var statement : statements) {
      Sql.run(connection, statement);
    }
  }
}
