package dev.drydock.migration.application;

import dev.drydock.contracts.Command.MigrateTenant;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor.Work;
import dev.drydock.migration.application.GuardedScripts.Outside;
import dev.drydock.migration.application.Migrations.Release;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.HistoryCheck;
import dev.drydock.migration.domain.PendingScripts;
import dev.drydock.migration.domain.SqlFailures;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases;
import java.sql.Connection;
import java.sql.SQLException;

/** One try at one tenant, on one connection. */
final class MigrationAttempt {
  private final TenantDatabases databases;
  private final Release release;
  private final TenantQueries queries;
  private final Claims claims;
  private final MigrationLimits limits;
  private final Pace pace;
  private final Work work;
  private final TenantTarget tenant;
  private final Token token;

  MigrationAttempt(
      TenantDatabases databases,
      Release release,
      TenantQueries queries,
      Claims claims,
      MigrationLimits limits,
      Pace pace,
      Work work) {
    this.databases = databases;
    this.release = release;
    this.queries = queries;
    this.claims = claims;
    this.limits = limits;
    this.pace = pace;
    this.work = work;
    this.tenant = Steps.tenant(work);
    this.token = Steps.token(work);
  }

  /** How one try ended. */
  sealed interface Outcome {}

  record Applied(String version, int scripts) implements Outcome {}

  /** Before any effect. */
  record Refused(Failure failure) implements Outcome {}

  /**
   * @param mayBeWhole whether nothing was committed as far as we know; the fingerprint decides
   */
  record Failed(Failure failure, boolean mayBeWhole) implements Outcome {}

  record Unknown(Failure failure) implements Outcome {}

  Outcome run(long startedNanos) {
    try (var connection = databases.openForMigration(tenant, token, limits.forScripts())) {
      return with(connection, startedNanos);
    } catch (SQLException e) {
      return new Unknown(
          Failure.of(FailureCode.UNREACHABLE, tenant.server()).withSqlState(e.getSQLState()));
    }
  }

  private Outcome with(Connection connection, long startedNanos) throws SQLException {
    var history = queries.history(connection, tenant.schema());
    var pending = PendingScripts.of(release.bundle(), history);
    if (pending.none()) {
      return new Applied(history.currentText(), 0);
    }
    var journal = databases.journal(tenant, token);
    if (!journal.isInPassOf(((MigrateTenant) Steps.command(work)).backup())) {
      return new Refused(TenantDatabaseFailure.ledgerBehind(tenant));
    }
    var intents = journal.openIntents(connection);
    if (!intents.isEmpty()) {
      return new Failed(
          Failure.of(FailureCode.INTENT_WITHOUT_RECEIPT, intents.getFirst())
              .withCount(intents.size()),
          false);
    }
    var refusals = HistoryCheck.refusals(release.bundle(), history);
    if (!refusals.isEmpty()) {
      return new Refused(refusals.getFirst());
    }
    Steps.claim(claims, work).claim();
    journal.enter(connection);
    boolean schemaTenant = tenant.schema() != null;
    if (schemaTenant) {
      // The neighbours' own migrations must not look like this one's.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    var guard = new GuardedScripts(journal, queries, Outside.of(schemaTenant, pending.atomic()));
    return apply(connection, guard, pending, startedNanos);
  }

  private Outcome apply(
      Connection connection, GuardedScripts guard, PendingScripts pending, long startedNanos) {
    var scope = new Scope(tenant.schema(), pending.atomic(), script -> true);
    try (var watch = new Watch(connection, work, pace, limits.whole(), startedNanos)) {
      try {
        int scripts = release.apply(connection, scope, guard.watchedBy(watch));
        return new Applied(queries.history(connection, tenant.schema()).currentText(), scripts);
      } catch (ScriptFailed e) {
        return watch
            .cutBecause()
            .<Outcome>map(Unknown::new)
            .orElseGet(() -> MigrateTenants.outcomeOf(e, mayBeWhole(guard)));
      } catch (GuardedScripts.ReachedOut e) {
        return new Failed(e.failure(), mayBeWhole(guard));
      } catch (TenantDatabaseFailure.Transient | TenantDatabaseFailure.Permanent e) {
        return watch
            .cutBecause()
            .<Outcome>map(Unknown::new)
            .orElseGet(() -> ofGuard(e.failure(), mayBeWhole(guard)));
      }
    }
  }

  private static boolean mayBeWhole(GuardedScripts guard) {
    return !guard.leftIntents();
  }

  /** A fence that another execution moved under our snapshot is a lock that did not come. */
  private static Outcome ofGuard(Failure failure, boolean mayBeWhole) {
    if (failure.code() == FailureCode.UNREACHABLE) {
      return new Unknown(failure);
    }
    boolean collided = SqlFailures.codeOf(failure.sqlState()) == FailureCode.LOCK_TIMEOUT;
    return new Failed(
        collided
            ? Failure.of(FailureCode.LOCK_TIMEOUT, "fence").withSqlState(failure.sqlState())
            : failure,
        mayBeWhole);
  }
}
