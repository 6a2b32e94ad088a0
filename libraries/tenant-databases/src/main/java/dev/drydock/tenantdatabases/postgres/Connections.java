package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.CredentialResolver;
import dev.drydock.tenantdatabases.Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens sessions on tenant servers; each is named after its tenant and token. */
final class Connections {
  private final CredentialResolver credentials;
  private final PostgresSettings settings;

  Connections(CredentialResolver credentials, PostgresSettings settings) {
    this.credentials = credentials;
    this.settings = settings;
  }

  PostgresSettings settings() {
    return settings;
  }

  Credentials credentials(TenantTarget tenant) {
    return credentials.resolve(tenant.credential());
  }

  Connection tenant(TenantTarget tenant, Token token) throws SQLException {
    return open(tenant, tenant.database(), token);
  }

  Connection open(TenantTarget tenant, String database, Token token) throws SQLException {
    var login = credentials(tenant);
    var seconds = Long.toString(Math.max(1, settings.connectTimeout().toSeconds()));
    var properties = new java.util.Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("ApplicationName", Names.session(tenant.id(), token));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false");
    var connection = DriverManager.getConnection(url(tenant, database), properties);
    try {
      Sql.run(connection, "SET lock_timeout = " + settings.lockTimeout().toMillis());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static String url(TenantTarget tenant, String database) {
    var host = tenant.host().contains(":") ? "[" + tenant.host() + "]" : tenant.host();
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(host, tenant.port(), URLEncoder.encode(database, StandardCharsets.UTF_8));
  }
}
