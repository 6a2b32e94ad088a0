package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.CredentialResolver;
import dev.drydock.tenantdatabases.Credentials;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Opens sessions on tenant servers; each is named after its tenant and token. */
final class Connections {
  /** What the answer to a lock not obtained may take on top of the wait. */
  private static final Duration LOCK_ANSWER = Duration.ofSeconds(5);

  /** A worker whose host is gone is noticed within a minute. */
  private static final String KEEPALIVES =
      "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
          + " SET tcp_keepalives_count = 3; ";

  /** A worker that was killed is noticed while its statement still runs or waits. */
  private static final String WATCH_CLIENT = "SET client_connection_check_interval = '10s'";

  private final CredentialResolver credentials;
  private final PostgresSettings settings;

  Connections(CredentialResolver credentials, PostgresSettings settings) {
    this.credentials = credentials;
    this.settings = settings;
  }

  PostgresSettings settings() {
    return settings;
  }

  /** The tenant's login, unless it is for another server. */
  Credentials credentials(TenantTarget tenant) {
    var login = credentials.resolve(tenant.credential());
    if (!login.areFor(tenant.host(), tenant.port())) {
      throw new TenantDatabaseFailure.Permanent(
          Failure.of(FailureCode.CREDENTIAL_UNRESOLVED, tenant.credential())
              .withAdvice(
                  "Its host= and port= name another server than the tenant's; correct the"
                      + " registration or the credential."));
    }
    return login;
  }

  Connection tenant(TenantTarget tenant, Token token) throws SQLException {
    return open(tenant, tenant.database(), token);
  }

  /** For statements that may run long without a byte from the server. */
  Connection open(TenantTarget tenant, String database, Token token) throws SQLException {
    return open(tenant, database, token, Duration.ZERO);
  }

  /** For short statements in the tenant's database: a server that falls silent is given up. */
  Connection brief(TenantTarget tenant, Token token) throws SQLException {
    return brief(tenant, tenant.database(), token);
  }

  Connection brief(TenantTarget tenant, String database, Token token) throws SQLException {
    var longest = settings.lockTimeout().plus(LOCK_ANSWER);
    var silence = settings.socketTimeout();
    return open(tenant, database, token, silence.compareTo(longest) > 0 ? silence : longest);
  }

  private Connection open(TenantTarget tenant, String database, Token token, Duration silence)
      throws SQLException {
    var connection = DriverManager.getConnection(url(tenant, database), login(tenant, token));
    try {
      prepare(connection, token);
      connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private java.util.Properties login(TenantTarget tenant, Token token) {
    var login = credentials(tenant);
    var seconds = Long.toString(Math.max(1, settings.connectTimeout().toSeconds()));
    var properties = new java.util.Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("ApplicationName", Names.session(tenant.id(), token));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", Long.toString(settings.socketTimeout().toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("sslmode", settings.sslmode());
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  /** In one round trip; a server whose system cannot watch its clients does without that. */
  private void prepare(Connection connection, Token token) throws SQLException {
    var limits = new StringBuilder(KEEPALIVES);
    limits.append("SET lock_timeout = ").append(settings.lockTimeout().toMillis());
    if (!token.equals(Token.NONE)) {
      limits
          .append("; SET idle_in_transaction_session_timeout = ")
          .append(settings.idleInTransaction().toMillis());
    }
    var watches = connection.getMetaData().getDatabaseMajorVersion() >= 14;
    try {
      Sql.run(connection, watches ? limits + "; " + WATCH_CLIENT : limits.toString());
    } catch (SQLException e) {
      if (!"22023".equals(e.getSQLState())) {
        throw e;
      }
      Sql.run(connection, limits.toString());
    }
  }

  private static String url(TenantTarget tenant, String database) {
    var host = tenant.host().contains(":") ? "[" + tenant.host() + "]" : tenant.host();
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(host, tenant.port(), URLEncoder.encode(database, StandardCharsets.UTF_8));
  }
}
