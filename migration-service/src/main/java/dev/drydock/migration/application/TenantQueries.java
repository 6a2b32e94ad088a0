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

  /** Runs the assertion read-only; empty when it answers no row. */
  Optional<Failure> check(Connection connection, Assertion assertion);
}
