package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.migration.application.TenantQueries;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.History;
import java.sql.Connection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is read from a tenant's own database.
 *
 * @param wrong tenants whose rows contradict every assertion once they are migrated
 */
record SimulatedQueries(Set<String> wrong) implements TenantQueries {
  @Override
  public History history(Connection connection, @Nullable String schema) {
    var wire = SimulatedConnection.wireOf(connection);
    return wire.ask("history", () -> wire.session().content().asHistory());
  }

  @Override
  public Optional<Failure> check(Connection connection, Assertion assertion) {
    var wire = SimulatedConnection.wireOf(connection);
    return wire.ask(
        "assertion " + assertion.name(),
        () ->
            wrong.contains(wire.session().tenant)
                ? Optional.of(Failure.of(FailureCode.ASSERTION_FAILED, assertion.name()))
                : Optional.empty());
  }

  @Override
  public String role(Connection connection) {
    return "owner";
  }
}
