package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Makes sure that nothing which began under an older token can still take effect. */
final class OlderAttempts {
  private static final String OLDER =
      """
      SELECT a.pid FROM pg_catalog.pg_stat_activity a,
        LATERAL pg_catalog.regexp_replace(a.application_name, '^.*/', '') AS token
      WHERE a.usename = session_user AND a.application_name LIKE ?
        AND a.pid <> pg_catalog.pg_backend_pid()
        AND CASE WHEN token ~ '^[0-9]+$' THEN token::numeric BETWEEN ? AND ? ELSE false END
      """;

  private static final long EVERY_SESSION = 0;
  private static final long WITH_EFFECT = 1;

  private final Connections connections;
  private final ControlDatabase control;

  OlderAttempts(Connections connections, ControlDatabase control) {
    this.connections = connections;
    this.control = control;
  }

  /**
   * An older session may hold the fence's row; so sessions are ended before the fence is raised,
   * and again after it for those that came in between.
   */
  void end(TenantTarget tenant, Token token, Duration deadline) throws SQLException {
    end(tenant, token, deadline, EVERY_SESSION);
  }

  /** The same before an effect: what only reads, under no token, may go on. */
  void endEffects(TenantTarget tenant, Token token) throws SQLException {
    end(tenant, token, connections.settings().sessionsGone(), WITH_EFFECT);
  }

  private void end(TenantTarget tenant, Token token, Duration deadline, long from)
      throws SQLException {
    try (var inControl = control.brief(tenant, token)) {
      endSessions(inControl, tenant, token, deadline, from);
      inControl.setAutoCommit(false);
      ServerFence.take(inControl, tenant, token);
      inControl.commit();
      inControl.setAutoCommit(true);
      raiseInside(tenant, token);
      endSessions(inControl, tenant, token, deadline, from);
    }
  }

  /** Inside a database that is missing nothing can take effect. */
  private void raiseInside(TenantTarget tenant, Token token) throws SQLException {
    try (var inTenant = connections.brief(tenant, token)) {
      Journal.prepare(inTenant);
      Journal.raise(inTenant, tenant, token);
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static void endSessions(
      Connection connection, TenantTarget tenant, Token token, Duration deadline, long from)
      throws SQLException {
    var prefix = Names.sessionPrefix(tenant.id()).replace("_", "\\_");
    Sessions.end(connection, deadline, OLDER, prefix + "%", from, token.value() - 1);
  }
}
