package dev.drydock.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's database is and who writes to it. References only: the credential is a name that
 * workers resolve, never a password.
 *
 * @param host name or address of the database server; with {@code port} it is the host of the
 *     per-host limits
 * @param schema the tenant's own schema in a shared database; {@code null} when the whole database
 *     is the tenant's
 * @param credential {@code env:NAME} or {@code file:/absolute/path}; resolved by workers only
 * @param writerRoles the roles that must be kept out while the tenant is in the dock
 */
public record TenantTarget(
    TenantId id,
    Engine engine,
    String host,
    int port,
    String database,
    @Nullable String schema,
    String credential,
    List<String> writerRoles) {

  public TenantTarget {
    writerRoles = List.copyOf(writerRoles);
  }

  /** The server that the per-host limits and the server's fence count by, as {@code host:port}. */
  public String server() {
    return host + ":" + port;
  }
}
