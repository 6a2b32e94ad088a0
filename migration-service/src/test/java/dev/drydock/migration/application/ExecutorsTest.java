package dev.drydock.migration.application;

import static dev.drydock.migration.application.FakeDatabases.BEFORE;
import static dev.drydock.migration.application.FakeWork.RELEASE;
import static dev.drydock.migration.application.FakeWork.TENANT;
import static dev.drydock.migration.domain.Examples.V1;
import static dev.drydock.migration.domain.Examples.V2;
import static dev.drydock.migration.domain.Examples.V3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims.Answer;
import dev.drydock.messaging.StepExecutor;
import dev.drydock.migration.application.Migrations.EachScript;
import dev.drydock.migration.application.Migrations.Release;
import dev.drydock.migration.application.Migrations.Scope;
import dev.drydock.migration.application.Migrations.ScriptFailed;
import dev.drydock.migration.domain.Bundle;
import dev.drydock.migration.domain.Bundle.Assertion;
import dev.drydock.migration.domain.Examples;
import dev.drydock.migration.domain.History;
import dev.drydock.migration.domain.Script;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutorsTest {
  private static final MigrationLimits LIMITS =
      new MigrationLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          3,
          Duration.ofMillis(1));
  private static final Script NOT_ATOMIC =
      new Script("V3__c.sql", V3.version(), V3.description(), V3.checksum(), false);

  private final FakePace pace = new FakePace();
  private final FakeDatabases databases = new FakeDatabases();
  private final Engines engines = new Engines(List.of(databases));
  private final List<Script> applied = new ArrayList<>(List.of(V1));
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final List<Failure> invalid = new ArrayList<>();
  private Bundle bundle = Examples.bundle(V1, V2, V3);
  private Answer claim = Answer.GRANTED;
  private boolean storeAway;
  private String role = "owner";
  private @Nullable RuntimeException assertionFails;
  private @Nullable ScriptFailed notValidated;
  private Runnable onApply = () -> {};

  private final TenantQueries queries =
      new TenantQueries() {
        @Override
        public History history(Connection connection, @Nullable String schema) {
          return Examples.history(applied.toArray(Script[]::new));
        }

        @Override
        public Optional<Failure> check(Connection connection, Assertion assertion) {
          if (assertionFails != null) {
            throw assertionFails;
          }
          return Optional.of(Failure.of(FailureCode.ASSERTION_FAILED, assertion.name()));
        }

        @Override
        public String role(Connection connection) {
          return role;
        }
      };

  @Test
  void givenATenantThatCanGo_whenChecked_thenPendingIsNamed() {
    databases.schema = databases.expectedSchema = List.of("table a");

    var result = run(checks(), new Command.CheckTenant(TENANT, RELEASE), 1).answer();

    assertThat(result)
        .isEqualTo(
            new Result.PreflightPassed(
                "1", List.of("V2__b.sql", "V3__c.sql"), List.of(), 4096, List.of()));
  }

  @Test
  void givenNothingPending_whenChecked_thenOneConnectionAndNoMore() {
    applied.addAll(List.of(V2, V3));

    var result = run(checks(), new Command.CheckTenant(TENANT, RELEASE), 1).answer();

    assertThat(result)
        .isEqualTo(new Result.PreflightPassed("3", List.of(), List.of(), 0, List.of()));
    assertThat(databases.calls).containsExactly("open");
  }

  @Test
  void givenDrift_whenTwoTenantsAreChecked_thenRefusedAndTheReferenceIsBuiltOnce() {
    databases.schema = List.of("column orders.note text null");
    var checks = checks();

    run(checks, new Command.CheckTenant(TENANT, RELEASE), 1);
    var result = run(checks, new Command.CheckTenant(TENANT, RELEASE), 2).answer();

    assertThat(((Result.PreflightRefused) result).reasons().getFirst().summary())
        .isEqualTo("column orders.note drift [1]");
    assertThat(databases.calls).filteredOn("scratch"::equals).hasSize(1);
  }

  @Test
  void givenRefusalsOfTheServer_whenChecked_thenAllReasonsAreGiven() {
    databases.refusals.add(Failure.of(FailureCode.GRANT_MISSING, "pg_read_all_data"));
    applied.set(0, Examples.changed(V1));

    var result = run(checks(), new Command.CheckTenant(TENANT, RELEASE), 1).answer();

    assertThat(((Result.PreflightRefused) result).reasons().stream().map(Failure::code))
        .containsExactly(FailureCode.CHECKSUM_CHANGED, FailureCode.GRANT_MISSING);
  }

  @Test
  void givenAStoreThatIsAway_whenChecked_thenTheStepMayBeTriedAgain() {
    storeAway = true;

    var result = run(checks(), new Command.CheckTenant(TENANT, RELEASE), 1).answer();

    assertThat(result)
        .isEqualTo(
            new Result.StepFailed(Step.PREFLIGHT, Failure.of(FailureCode.STORE_UNAVAILABLE)));
  }

  @Test
  void whenMigrated_thenTheClaimComesBeforeTheFenceAndEachScriptHasItsReceipt() {
    var result = run(migrates(), migrate(), 3).answer();

    assertThat(result).isInstanceOf(Result.TenantMigrated.class);
    assertThat(databases.calls)
        .containsExactly("open", "claim", "enter", "receipt V2__b.sql", "receipt V3__c.sql");
  }

  @Test
  void givenNoAnswerToTheClaim_whenMigrated_thenTheWorkGoesBackUntouched() {
    claim = Answer.UNANSWERED;

    var work = run(migrates(), migrate(), 3);

    assertThat(work.putBack).isTrue();
    assertThat(databases.calls).containsExactly("open", "claim");
  }

  @Test
  void givenARefusedClaim_whenMigrated_thenUnknown() {
    claim = Answer.REFUSED;

    assertThat(run(migrates(), migrate(), 3).answer())
        .isEqualTo(new Result.StepUnknown(Step.MIGRATE, Failure.of(FailureCode.CLAIM_REFUSED)));
  }

  @Test
  void givenANewerToken_whenMigrated_thenFenced() {
    databases.fence = new Token(9);

    assertThat(run(migrates(), migrate(), 3).answer())
        .isEqualTo(new Result.StepFenced(Step.MIGRATE, new Token(9)));
  }

  @Test
  void givenAFailureThatWasRolledBack_thenTheFingerprintDecides() {
    failures.add(new ScriptFailed(Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, "V3__c.sql")));
    var whole = (Result.MigrationFailed) run(migrates(), migrate(), 3).answer();
    failures.add(new ScriptFailed(Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, "V3__c.sql")));
    databases.now = new Fingerprint("t-1", "schema", "other", 1);
    var traces = (Result.MigrationFailed) run(migrates(), migrate(), 4).answer();

    assertThat(whole.residue()).isEqualTo(Residue.ROLLED_BACK_WHOLE);
    assertThat(traces.residue()).isEqualTo(Residue.LEFT_TRACES);
  }

  @Test
  void givenALockThatComesLate_thenTriedAgain_givenOneThatNeverComes_thenFailed() {
    var lock = Failure.of(FailureCode.LOCK_TIMEOUT, "V2__b.sql").withSqlState("55P03");
    failures.add(new ScriptFailed(lock));
    var late = run(migrates(), migrate(), 3).answer();
    for (int i = 0; i < 3; i++) {
      failures.add(new ScriptFailed(lock));
    }
    applied.retainAll(List.of(V1));
    var never = run(migrates(), migrate(), 4).answer();

    assertThat(late).isInstanceOf(Result.TenantMigrated.class);
    assertThat(never).isEqualTo(new Result.MigrationFailed(lock, Residue.ROLLED_BACK_WHOLE));
  }

  @Test
  void givenALockThatDidNotCome_whenSomethingWasCommittedAllTheSame_thenNeverTriedAgain() {
    var lock = Failure.of(FailureCode.LOCK_TIMEOUT, "V3__c.sql").withSqlState("55P03");
    failures.add(new ScriptFailed(lock));
    databases.now = new Fingerprint("t-1", "schema", "other", 1);

    var result = run(migrates(), migrate(), 3).answer();

    assertThat(result).isEqualTo(new Result.MigrationFailed(lock, Residue.LEFT_TRACES));
    assertThat(databases.calls).filteredOn("enter"::equals).hasSize(1);
  }

  @Test
  void givenAFailure_whenTheTenantCannotBeReadForNow_thenUnknown() {
    var lock = Failure.of(FailureCode.LOCK_TIMEOUT, "V3__c.sql").withSqlState("55P03");
    failures.add(new ScriptFailed(lock));
    databases.unreadable = true;

    assertThat(run(migrates(), migrate(), 3).answer())
        .isEqualTo(new Result.StepUnknown(Step.MIGRATE, lock));
    assertThat(databases.calls).filteredOn("enter"::equals).hasSize(1);
  }

  @Test
  void givenAScriptThatLeftTheOwnersRole_thenItReachesOut() {
    bundle = Examples.bundle(V1, V2);
    onApply = () -> role = "drydock";

    var failed = (Result.MigrationFailed) run(migrates(), migrate(), 3).answer();

    assertThat(failed.failure().summary()).isEqualTo("V2__b.sql script reaches out");
    assertThat(databases.receipts).isEmpty();
  }

  @Test
  void givenALostConnection_thenUnknown() {
    failures.add(
        new ScriptFailed(Failure.of(FailureCode.UNREACHABLE, "V2__b.sql").withSqlState("08006")));

    assertThat(run(migrates(), migrate(), 3).answer()).isInstanceOf(Result.StepUnknown.class);
  }

  @Test
  void givenAnIntentAndAFailure_thenNeverCalledWhole() {
    bundle = Examples.bundle(V1, V2, NOT_ATOMIC);
    failures.add(new ScriptFailed(Failure.of(FailureCode.SQL_ERROR, "V3__c.sql")));

    var failed = (Result.MigrationFailed) run(migrates(), migrate(), 3).answer();
    var again = (Result.MigrationFailed) run(migrates(), migrate(), 4).answer();

    assertThat(failed.residue()).isEqualTo(Residue.LEFT_TRACES);
    assertThat(again.failure().code()).isEqualTo(FailureCode.INTENT_WITHOUT_RECEIPT);
  }

  @Test
  void givenAFenceAhead_whenInspected_thenTheLedgerIsBehind() {
    databases.fence = new Token(9);

    var result = (Result.TenantInspected) run(inspects(), inspect(), 3).answer();

    assertThat(result.finding()).isEqualTo(Finding.LEDGER_BEHIND);
  }

  @Test
  void whenInspected_thenOlderSessionsAreGoneBeforeAnythingIsRead() {
    var result = (Result.TenantInspected) run(inspects(), inspect(), 3).answer();

    assertThat(result.finding()).isEqualTo(Finding.UNCHANGED);
    assertThat(databases.calls).startsWith("end older", "open");
  }

  @Test
  void givenAFailedAssertionAndAnotherVersion_whenVerified_thenBothAreSaid() {
    bundle =
        new Bundle(
            "sha",
            bundle.scripts(),
            List.of(new Assertion("orders_have_a_shop", "SELECT 1")),
            bundle.settings(),
            List.of());

    var result = run(verifies(), new Command.VerifyTenant(TENANT, RELEASE), 3).answer();

    assertThat(((Result.VerificationFailed) result).failures().stream().map(Failure::code))
        .containsExactly(FailureCode.UNEXPECTED_VERSION, FailureCode.ASSERTION_FAILED);
  }

  @Test
  void givenALockThatDoesNotComeToAnAssertion_whenVerified_thenTheStepMayBeTriedAgain() {
    applied.addAll(List.of(V2, V3));
    bundle =
        new Bundle(
            "sha",
            bundle.scripts(),
            List.of(new Assertion("orders_have_a_shop", "SELECT 1")),
            bundle.settings(),
            List.of());
    var lock = Failure.of(FailureCode.LOCK_TIMEOUT, "orders_have_a_shop").withSqlState("55P03");
    assertionFails = new TenantDatabaseFailure.Transient(lock);

    assertThat(run(verifies(), new Command.VerifyTenant(TENANT, RELEASE), 3).answer())
        .isEqualTo(new Result.StepFailed(Step.VERIFY, lock));
  }

  @Test
  void givenAHistoryThatCannotBeValidatedForNow_whenVerified_thenTheStepMayBeTriedAgain() {
    applied.addAll(List.of(V2, V3));
    var lock = Failure.of(FailureCode.LOCK_TIMEOUT, "validate").withSqlState("55P03");
    notValidated = new ScriptFailed(lock);

    assertThat(run(verifies(), new Command.VerifyTenant(TENANT, RELEASE), 3).answer())
        .isEqualTo(new Result.StepFailed(Step.VERIFY, lock));
  }

  @Test
  void givenAMigratedTenant_whenVerified_thenItIs() {
    applied.addAll(List.of(V2, V3));

    assertThat(run(verifies(), new Command.VerifyTenant(TENANT, RELEASE), 3).answer())
        .isEqualTo(new Result.TenantVerified("3", 0));
  }

  @Test
  void whenQuiescedAndReleased_thenBothClaim() {
    var quiesced =
        run(new QuiesceTenants(engines, this::claim), new Command.QuiesceTenant(TENANT), 1);
    var released =
        run(new ReleaseTenants(engines, this::claim), new Command.ReleaseTenant(TENANT), 2);

    assertThat(quiesced.answer()).isEqualTo(new Result.TenantQuiesced(3));
    assertThat(released.answer()).isEqualTo(new Result.TenantReleased());
    assertThat(databases.calls).containsExactly("claim", "quiesce", "claim", "release");
  }

  @Test
  void givenAStatementThatEndsNever_whenItsTimeIsUp_thenCutAndUnknown() {
    onApply =
        () -> {
          pace.pass(LIMITS.whole().plusSeconds(1));
          throw new ScriptFailed(Failure.of(FailureCode.SQL_ERROR, "V2__b.sql"));
        };

    var result = run(migrates(), migrate(), 3).answer();

    assertThat(result)
        .isEqualTo(
            new Result.StepUnknown(Step.MIGRATE, Failure.of(FailureCode.NO_ANSWER, "V2__b.sql")));
  }

  @Test
  void givenALeaseThatIsLost_whenAScriptRuns_thenCutAndUnknown() {
    var work = new FakeWork(migrate(), 3);
    onApply =
        () -> {
          work.cancelled = true;
          pace.pass(Duration.ofSeconds(1));
          throw new ScriptFailed(Failure.of(FailureCode.SQL_ERROR, "V2__b.sql"));
        };

    run(migrates(), work);

    assertThat(work.answer())
        .isEqualTo(
            new Result.StepUnknown(Step.MIGRATE, Failure.of(FailureCode.TAKEN_OVER, "V2__b.sql")));
  }

  @Test
  void givenATenantThatWasLetInSince_whenMigrated_thenTheLedgerIsBehindAndNothingIsAsked() {
    databases.pass = Optional.empty();

    var result = run(migrates(), migrate(), 3).answer();

    assertThat(((Result.StepFailed) result).failure().code()).isEqualTo(FailureCode.LEDGER_BEHIND);
    assertThat(databases.calls).doesNotContain("claim", "enter");
  }

  @Test
  void givenATenantInALaterPass_whenInspected_thenTheLedgerIsBehind() {
    databases.pass = Optional.of(new Token(2_000));

    var result = run(inspects(), inspect(), 3).answer();

    assertThat(((Result.TenantInspected) result).finding()).isEqualTo(Result.Finding.LEDGER_BEHIND);
  }

  private FakeWork run(StepExecutor executor, Command command, long token) {
    return run(executor, new FakeWork(command, token));
  }

  private static FakeWork run(StepExecutor executor, FakeWork work) {
    try {
      executor.execute(List.of(work));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return work;
  }

  private Command migrate() {
    return new Command.MigrateTenant(TENANT, RELEASE, FakeWork.backup(TENANT, BEFORE));
  }

  private Command inspect() {
    return new Command.InspectTenant(TENANT, RELEASE, FakeWork.backup(TENANT, BEFORE));
  }

  private StepExecutor checks() {
    return new CheckTenants(
        engines, bundles(), queries, new ReferenceSchemas(LIMITS, pace), LIMITS);
  }

  private StepExecutor migrates() {
    return new MigrateTenants(engines, bundles(), queries, this::claim, LIMITS, pace);
  }

  private StepExecutor inspects() {
    return new InspectTenants(engines, bundles(), queries, LIMITS);
  }

  private StepExecutor verifies() {
    return new VerifyTenants(engines, bundles(), queries, LIMITS);
  }

  private Answer claim(
      dev.drydock.contracts.Message<? extends Command> command, String executionId) {
    databases.calls.add("claim");
    return claim;
  }

  private ReleasedBundles bundles() {
    return new ReleasedBundles(
        release -> {
          if (storeAway) {
            throw new BundlesUnavailable();
          }
          return new BundleFiles(
              "sha", java.util.Map.of(), List.of(), bundle.settings(), List.of());
        },
        files -> new FakeRelease(),
        pace);
  }

  /** Applies by adding to the history; fails when told to, in the last script. */
  private final class FakeRelease implements Release {
    @Override
    public Bundle bundle() {
      return bundle;
    }

    @Override
    public int apply(Connection connection, Scope scope, EachScript each) {
      var pending =
          bundle.scripts().stream()
              .filter(scope.admitted())
              .filter(script -> !applied.contains(script))
              .toList();
      for (var script : pending) {
        each.before(connection, script);
        if (script.equals(pending.getLast()) && !failures.isEmpty()) {
          throw failures.remove();
        }
        onApply.run();
        each.after(connection, script);
      }
      applied.addAll(pending);
      return pending.size();
    }

    @Override
    public List<Failure> validate(Connection connection, Scope scope) {
      if (notValidated != null) {
        throw notValidated;
      }
      return invalid;
    }
  }
}
