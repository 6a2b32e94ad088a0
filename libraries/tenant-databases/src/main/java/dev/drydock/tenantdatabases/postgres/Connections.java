package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.CredentialResolver;
import dev.drydock.tenantdatabases.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

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
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {tenant.host()});
    source.setPortNumbers(new int[] {tenant.port()});
    source.setDatabaseName(database);
    source.setApplicationName(Names.session(tenant.id(), token));
    var seconds = Math.toIntExact(Math.max(1, settings.connectTimeout().toSeconds()));
    source.setConnectTimeout(seconds);
    source.setLoginTimeout(seconds);
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false);
    var connection = source.getConnection(login.user(), login.password());
    try {
      Sql.run(connection, "SET lock_timeout = " + settings.lockTimeout().toMillis());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
