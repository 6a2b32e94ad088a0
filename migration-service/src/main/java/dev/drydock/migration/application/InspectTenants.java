package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.InspectTenant;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.TenantInspected;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.domain.Inspection;
import dev.drydock.migration.domain.PendingScripts;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * After an unknown outcome: ends what older attempts left running, so that nothing can change any
 * more, then looks.
 */
public final class InspectTenants implements StepExecutor {
  private final Engines engines;
  private final ReleasedBundles bundles;
  private final TenantQueries queries;
  private final MigrationLimits limits;

  public InspectTenants(
      Engines engines, ReleasedBundles bundles, TenantQueries queries, MigrationLimits limits) {
    this.engines = engines;
    this.bundles = bundles;
    this.queries = queries;
    this.limits = limits;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(InspectTenant.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.REPEAT;
  }

  @Override
  public void execute(List<Work> group) {
    for (var work : group) {
      var command = (InspectTenant) Steps.command(work);
      Steps.answer(work, Step.INSPECT, () -> inspect(command, Steps.token(work)));
    }
  }

  private Result inspect(InspectTenant command, Token token) {
    try {
      engines
          .of(command.tenant())
          .endOlderAttempts(command.tenant(), token, limits.olderSessions());
      return look(command, token);
    } catch (TenantDatabaseFailure.Fenced e) {
      return new TenantInspected(
          Finding.LEDGER_BEHIND,
          Failure.of(FailureCode.LEDGER_BEHIND, command.tenant().id().value())
              .withCount(e.seen().value())
              .withAdvice("The tenant has seen a later token; the ledger was set back."));
    }
  }

  private Result look(InspectTenant command, Token token) {
    var bundle = bundles.of(command.release()).bundle();
    var tenant = command.tenant();
    var databases = engines.of(tenant);
    var journal = databases.journal(tenant, token);
    if (!journal.isInPassOf(command.backup())) {
      return new TenantInspected(Finding.LEDGER_BEHIND, TenantDatabaseFailure.ledgerBehind(tenant));
    }
    try (var connection = databases.openForMigration(tenant, token, limits.forReading())) {
      journal.enter(connection);
      var pending = PendingScripts.of(bundle, queries.history(connection, tenant.schema()));
      var receipts = journal.receipts(connection);
      var intents = journal.openIntents(connection);
      boolean unchanged =
          !pending.none()
              && intents.isEmpty()
              && databases.fingerprint(tenant).equals(command.backup().fingerprint());
      return new Inspection(pending, receipts, intents, unchanged).verdict();
    } catch (SQLException e) {
      throw new TenantDatabaseFailure.Transient(
          Failure.of(FailureCode.UNREACHABLE, tenant.server()).withSqlState(e.getSQLState()));
    }
  }
}
