package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.History;
import java.sql.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is read from a tenant's own database. */
public interface TenantQueries {
  /** The whole history, in one query where there is one. */
  History history(Connection connection, @Nullable String schema);

  /**
   * Runs the assertion read-only; empty when it answers no row.
   *
   * @throws dev.drydock.tenantdatabases.TenantDatabaseFailure.Transient when it could not be asked
   *     for now, which says nothing about the tenant
   */
  Optional<Failure> check(Connection connection, Assertion assertion);

  /** Whose rights this connection has now. */
  String role(Connection connection);
}
