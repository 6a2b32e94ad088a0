package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.CheckTenant;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Result.PreflightPassed;
import dev.drydock.contracts.Result.PreflightRefused;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.domain.History;
import dev.drydock.migration.domain.HistoryCheck;
import dev.drydock.migration.domain.PendingScripts;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Preflight: can this tenant go to this release, and if not, why. A tenant with nothing pending
 * costs one connection and one query.
 */
public final class CheckTenants implements StepExecutor {
  private final Engines engines;
  private final ReleasedBundles bundles;
  private final TenantQueries queries;
  private final ReferenceSchemas references;
  private final MigrationLimits limits;

  public CheckTenants(
      Engines engines,
      ReleasedBundles bundles,
      TenantQueries queries,
      ReferenceSchemas references,
      MigrationLimits limits) {
    this.engines = engines;
    this.bundles = bundles;
    this.queries = queries;
    this.references = references;
    this.limits = limits;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(CheckTenant.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.REPEAT;
  }

  @Override
  public void execute(List<Work> group) {
    for (var work : group) {
      var command = (CheckTenant) Steps.command(work);
      Steps.answer(work, Step.PREFLIGHT, () -> check(command, Steps.token(work)));
    }
  }

  private Result check(CheckTenant command, Token token) {
    try {
      return checkReachable(command, token);
    } catch (TenantDatabaseFailure.Permanent e) {
      return new PreflightRefused(reasons(command.tenant(), e));
    } catch (BundleInvalid e) {
      return new PreflightRefused(List.of(e.failure()));
    }
  }

  private Result checkReachable(CheckTenant command, Token token) {
    var release = bundles.of(command.release());
    var databases = engines.of(command.tenant());
    var history = history(databases, command.tenant(), token);
    var pending = PendingScripts.of(release.bundle(), history);
    var reasons = new ArrayList<>(HistoryCheck.refusals(release.bundle(), history));
    if (reasons.isEmpty() && pending.none()) {
      return new PreflightPassed(history.currentText(), List.of(), List.of(), 0, List.of());
    }
    var survey = databases.survey(command.tenant());
    reasons.addAll(survey.refusals());
    var notes = new ArrayList<>(survey.notes());
    if (reasons.isEmpty()) {
      var drift = references.drift(databases, command.tenant(), token, release, history);
      reasons.addAll(drift.failures());
      notes.addAll(drift.notes());
    }
    if (!reasons.isEmpty()) {
      return new PreflightRefused(reasons);
    }
    return new PreflightPassed(
        history.currentText(),
        pending.names(),
        pending.nonTransactional(),
        survey.sizeBytes(),
        notes);
  }

  private History history(TenantDatabases databases, TenantTarget tenant, Token token) {
    try (var connection = databases.openForMigration(tenant, token, limits.forReading())) {
      return queries.history(connection, tenant.schema());
    } catch (SQLException e) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.UNREACHABLE, tenant.server()).withSqlState(e.getSQLState()));
    }
  }

  /** The survey names every reason at once; the failure alone only the first. */
  private List<Failure> reasons(TenantTarget tenant, TenantDatabaseFailure.Permanent first) {
    try {
      var refusals = engines.of(tenant).survey(tenant).refusals();
      return refusals.isEmpty() ? List.of(first.failure()) : refusals;
    } catch (TenantDatabaseFailure e) {
      return List.of(first.failure());
    }
  }
}
