package dev.drydock.tenantdatabases;

/**
 * Turns a credential reference into a login; read anew each time, so that a rotated secret is
 * picked up.
 */
public interface CredentialResolver {
  /**
   * @param reference {@code env:NAME} or {@code file:/absolute/path}; the content is two
   *     properties, {@code user=} and {@code password=}, on lines of their own; {@code host=} and
   *     {@code port=} may be added, then the login is sent nowhere else
   * @throws TenantDatabaseFailure.Permanent {@code CREDENTIAL_UNRESOLVED}, naming the reference
   */
  Credentials resolve(String reference);
}
