package dev.drydock.migration.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.MigrateTenant;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Result.MigrationFailed;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.Result.StepUnknown;
import dev.drydock.contracts.Result.TenantMigrated;
import dev.drydock.contracts.Step;
import dev.drydock.messaging.Claims;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.SqlFailures;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Applies the pending scripts to one tenant. Fence and receipt stand in the scripts' own
 * transaction; what cannot be rolled back leaves an intent first. An outcome that nobody knows is
 * answered as unknown, never tried again.
 */
public final class MigrateTenants implements StepExecutor {
  private final Engines engines;
  private final ReleasedBundles bundles;
  private final TenantQueries queries;
  private final Claims claims;
  private final MigrationLimits limits;
  private final Pace pace;

  public MigrateTenants(
      Engines engines,
      ReleasedBundles bundles,
      TenantQueries queries,
      Claims claims,
      MigrationLimits limits,
      Pace pace) {
    this.engines = engines;
    this.bundles = bundles;
    this.queries = queries;
    this.claims = claims;
    this.limits = limits;
    this.pace = pace;
  }

  @Override
  public Set<Class<? extends Command>> handles() {
    return Set.of(MigrateTenant.class);
  }

  @Override
  public Takeover onTakeover(Command command) {
    return Takeover.UNKNOWN;
  }

  @Override
  public void execute(List<Work> group) {
    for (var work : group) {
      Steps.answer(work, Step.MIGRATE, () -> migrate(work, pace.nanos()));
    }
  }

  private Result migrate(Work work, long startedNanos) {
    var command = (MigrateTenant) Steps.command(work);
    var release = bundles.of(command.release());
    var databases = engines.of(command.tenant());
    for (int attempt = 1; ; attempt++) {
      var outcome =
          new MigrationAttempt(databases, release, queries, claims, limits, pace, work)
              .run(startedNanos);
      switch (outcome) {
        case MigrationAttempt.Applied(var version, int scripts) -> {
          return new TenantMigrated(version, scripts, elapsedMs(startedNanos));
        }
        case MigrationAttempt.Refused(var failure) -> {
          return new Result.StepFailed(Step.MIGRATE, failure);
        }
        case MigrationAttempt.Unknown(var failure) -> {
          return new StepUnknown(Step.MIGRATE, failure);
        }
        case MigrationAttempt.Failed(var failure, boolean mayBeWhole) -> {
          var answer = failed(command, failure, mayBeWhole);
          if (!whole(answer) || !tryAgain(failure, attempt, work)) {
            return answer;
          }
        }
      }
      pause(attempt);
    }
  }

  private boolean tryAgain(Failure failure, int attempt, Work work) {
    return failure.code() == FailureCode.LOCK_TIMEOUT
        && attempt < limits.lockAttempts()
        && !work.cancelled();
  }

  private static boolean whole(Result answer) {
    return answer instanceof MigrationFailed(_, var residue)
        && residue == Residue.ROLLED_BACK_WHOLE;
  }

  /**
   * Whole only when the tenant itself says so, before another try too: a script may have committed
   * in ways that nobody sees in its text. A tenant that cannot be read for now is an unknown.
   */
  private Result failed(MigrateTenant command, Failure failure, boolean mayBeWhole) {
    if (!mayBeWhole) {
      return new MigrationFailed(failure, Residue.LEFT_TRACES);
    }
    try {
      var now = engines.of(command.tenant()).fingerprint(command.tenant());
      return new MigrationFailed(
          failure,
          now.equals(command.backup().fingerprint())
              ? Residue.ROLLED_BACK_WHOLE
              : Residue.LEFT_TRACES);
    } catch (TenantDatabaseFailure.Transient e) {
      return new StepUnknown(Step.MIGRATE, failure);
    } catch (TenantDatabaseFailure.Permanent e) {
      return new MigrationFailed(failure, Residue.LEFT_TRACES);
    }
  }

  private void pause(int attempt) {
    pace.pauseUpTo(limits.lockBackoff().multipliedBy(1L << Math.min(attempt - 1, 6)));
  }

  private long elapsedMs(long startedNanos) {
    return Duration.ofNanos(pace.nanos() - startedNanos).toMillis();
  }

  /** What a statement's refusal means for the attempt. */
  static MigrationAttempt.Outcome outcomeOf(ScriptFailed failed, boolean mayBeWhole) {
    return SqlFailures.connectionLost(failed.failure().sqlState())
        ? new MigrationAttempt.Unknown(failed.failure())
        : new MigrationAttempt.Failed(failed.failure(), mayBeWhole);
  }
}
