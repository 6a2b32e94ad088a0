package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.VerifyTenant;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Result.TenantVerified;
import dev.drydock.contracts.Result.VerificationFailed;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.application.Migrations.Release;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.History;
import dev.drydock.migration.domain.SchemaVersion;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a migrated tenant before anyone writes: history, version, the release's assertions. */
public final class VerifyTenants implements StepExecutor {
  private final Engines engines;
  private final ReleasedBundles bundles;
  private final TenantQueries queries;
  private final MigrationLimits limits;

  public VerifyTenants(
      Engines engines, ReleasedBundles bundles, TenantQueries queries, MigrationLimits limits) {
    this.engines = engines;
    this.bundles = bundles;
    this.queries = queries;
    this.limits = limits;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(VerifyTenant.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.REPEAT;
  }

  @Override
  public void execute(List<Work> group) {
    for (var work : group) {
      var command = (VerifyTenant) Steps.command(work);
      Steps.answer(work, Step.VERIFY, () -> verify(command, Steps.token(work)));
    }
  }

  private Result verify(VerifyTenant command, Token token) {
    var release = bundles.of(command.release());
    var tenant = command.tenant();
    try (var connection = engines.of(tenant).openForMigration(tenant, token, limits.forReading())) {
      var history = queries.history(connection, tenant.schema());
      var failures = failures(connection, command, release, history);
      return failures.isEmpty()
          ? new TenantVerified(history.currentText(), release.bundle().assertions().size())
          : new VerificationFailed(failures);
    } catch (SQLException e) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.UNREACHABLE, tenant.server()).withSqlState(e.getSQLState()));
    }
  }

  private List<Failure> failures(
      Connection connection, VerifyTenant command, Release release, History history) {
    var failures = new ArrayList<>(validated(connection, command.tenant(), release));
    wrongVersion(history, command.release().schemaVersion()).ifPresent(failures::add);
    for (var assertion : release.bundle().assertions()) {
      queries.check(connection, assertion).ifPresent(failures::add);
    }
    return failures;
  }

  /** What may pass by itself is no reason to put a tenant back. */
  private static List<Failure> validated(
      Connection connection, TenantTarget tenant, Release release) {
    try {
      return release.validate(connection, Scope.of(tenant.schema()));
    } catch (ScriptFailed e) {
      throw new TenantDatabaseFailure.Transient(e.failure());
    }
  }

  private static Optional<Failure> wrongVersion(History history, String expected) {
    if (SchemaVersion.parse(expected).equals(history.current())) {
      return Optional.empty();
    }
    return Optional.of(
        Failure.of(FailureCode.UNEXPECTED_VERSION, "version " + history.currentText())
            .withAdvice("The release ends at " + expected + "."));
  }
}
