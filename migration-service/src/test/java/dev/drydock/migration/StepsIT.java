package dev.drydock.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.Result.MigrationFailed;
import dev.drydock.contracts.Result.PreflightPassed;
import dev.drydock.contracts.Result.PreflightRefused;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.contracts.Result.StepFailed;
import dev.drydock.contracts.Result.StepFenced;
import dev.drydock.contracts.Result.StepUnknown;
import dev.drydock.contracts.Result.TenantInspected;
import dev.drydock.contracts.Result.TenantMigrated;
import dev.drydock.contracts.Result.TenantReleased;
import dev.drydock.contracts.Result.TenantVerified;
import dev.drydock.contracts.Result.VerificationFailed;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.Claims.Answer;
import dev.drydock.migration.application.FakeWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every step against a real server, as Drydock's own role. */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepsIT {
  private static final String SLOW = "UPDATE orders SET tax = tax + 1;\nSELECT pg_sleep(60);";
  private static Fleet fleet;

  @BeforeAll
  static void start() {
    fleet = new Fleet();
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void givenAHealthyTenant_thenItGoesThroughAllSteps() {
    var tenant = fleet.databaseTenant();

    var checked = (PreflightPassed) fleet.check(tenant, fleet.release110);
    assertThat(fleet.quiesce(tenant)).isInstanceOf(Result.TenantQuiesced.class);
    var migrated = fleet.migrate(tenant, fleet.release110);
    var verified = fleet.verify(tenant, fleet.release110);

    assertThat(checked.pending())
        .containsExactly("V1_1_0__shops.sql", "V1_1_1__backfill.sql", "V1_1_2__orders_shop.sql");
    assertThat(migrated).isInstanceOf(TenantMigrated.class);
    assertThat(((TenantMigrated) migrated).schemaVersion()).isEqualTo("1.1.2");
    assertThat(verified).isEqualTo(new TenantVerified("1.1.2", 2));
    assertThat(fleet.release(tenant)).isEqualTo(new TenantReleased());
    assertThat(canary(tenant)).containsExactly("1", "22");
    assertThat(fleet.list(tenant, "SELECT script FROM upgrade_journal ORDER BY id"))
        .containsExactly("V1_1_0", "V1_1_1", "V1_1_2");
    assertThat(fleet.check(tenant, fleet.release110))
        .isEqualTo(new PreflightPassed("1.1.2", List.of(), List.of(), 0, List.of()));
    assertThat(((TenantMigrated) fleet.migrate(tenant, fleet.release110)).scripts()).isZero();
  }

  @Test
  void givenASchemaTenant_thenItGoesThroughAllSteps() {
    fleet.server.createDatabase("shared_all", null);
    var tenant = fleet.schemaTenant("shared_all");

    assertThat(fleet.check(tenant, fleet.release110)).isInstanceOf(PreflightPassed.class);
    assertThat(fleet.quiesce(tenant)).isInstanceOf(Result.TenantQuiesced.class);
    assertThat(fleet.migrate(tenant, fleet.release110)).isInstanceOf(TenantMigrated.class);
    assertThat(fleet.verify(tenant, fleet.release110)).isInstanceOf(TenantVerified.class);
    assertThat(fleet.release(tenant)).isEqualTo(new TenantReleased());
    assertThat(canary(tenant)).containsExactly("1", "22");
  }

  @Test
  void givenAColumnOfItsOwn_thenPreflightNamesIt() {
    var tenant = fleet.databaseTenant();
    fleet.sql(tenant, "ALTER TABLE orders ADD COLUMN note text");

    var refused = (PreflightRefused) fleet.check(tenant, fleet.release110);

    assertThat(refused.reasons().getFirst().subject()).isEqualTo("column orders.note");
    assertThat(refused.reasons().getFirst().advice())
        .isEqualTo("column orders.note is not in 1.0.0.");
  }

  @Test
  void givenAChangedHistory_thenPreflightNamesTheScript() {
    var tenant = fleet.databaseTenant();
    fleet.sql(tenant, "UPDATE flyway_schema_history SET checksum = checksum + 1");

    var refused = (PreflightRefused) fleet.check(tenant, fleet.release110);

    assertThat(refused.reasons().stream().map(Failure::summary))
        .containsExactly("V1_0_0__schema.sql checksum changed");
  }

  @Test
  void givenAnOrphan_whenMigrated_thenRolledBackWhole() {
    var tenant = fleet.databaseTenant();
    fleet.sql(
        tenant,
        "INSERT INTO refunds (etsy_refund_id, etsy_order_id, amount) VALUES ('r', 'none', 5)");

    var failed = (MigrationFailed) fleet.migrate(tenant, fleet.release110);

    assertThat(failed.failure().summary())
        .isEqualTo("V1_1_2__orders_shop.sql:7 foreign key violation (23503)");
    assertThat(failed.residue()).isEqualTo(Residue.ROLLED_BACK_WHOLE);
    assertThat(canary(tenant)).containsExactly("0", "7");
  }

  @Test
  void givenOrdersOfAnotherShop_whenVerified_thenTheAssertionCountsThem() {
    var tenant = fleet.databaseTenant();
    fleet.sql(
        tenant,
        "UPDATE orders SET raw_data = '{\"shop_id\": \"other\"}' WHERE etsy_order_id <> 'o1'");

    fleet.migrate(tenant, fleet.release110);
    var failed = (VerificationFailed) fleet.verify(tenant, fleet.release110);

    assertThat(failed.failures().stream().map(Failure::summary))
        .containsExactly("orders_have_a_shop assertion failed [3]");
  }

  @Test
  void givenAnIndexBuiltConcurrently_thenItIsAppliedWithIntentAndReceipt() {
    var tenant = fleet.databaseTenant();
    var release =
        fleet.after100(
            "1.2",
            Map.of(
                "migrations/V1_1__col.sql", "ALTER TABLE orders ADD COLUMN x int;",
                "migrations/V1_2__idx.sql", "CREATE INDEX CONCURRENTLY ix ON orders (x);"));

    assertThat(((PreflightPassed) fleet.check(tenant, release)).nonTransactional())
        .containsExactly("V1_2__idx.sql");
    assertThat(((TenantMigrated) fleet.migrate(tenant, release)).scripts()).isEqualTo(2);
    assertThat(fleet.verify(tenant, release)).isInstanceOf(TenantVerified.class);
    assertThat(fleet.list(tenant, "SELECT script FROM _drydock.receipt ORDER BY at"))
        .containsExactly("V1_1__col.sql", "V1_2__idx.sql");
  }

  @Test
  void givenAConcurrentBuildThatFails_thenItIsNeverRunAgain() {
    var tenant = fleet.databaseTenant();
    var release =
        fleet.after100(
            "1.1",
            Map.of(
                "migrations/V1_1__idx.sql",
                "CREATE UNIQUE INDEX CONCURRENTLY ix ON orders (status);"));
    var command = fleet.migrateCommand(tenant, release);

    var failed = (MigrationFailed) fleet.run(fleet.migrates(Fleet.GRANTED), command);
    var again = (MigrationFailed) fleet.run(fleet.migrates(Fleet.GRANTED), command);
    var inspected = (TenantInspected) fleet.inspect(command);

    assertThat(failed.failure().summary()).isEqualTo("V1_1__idx.sql:1 unique violation (23505)");
    assertThat(failed.residue()).isEqualTo(Residue.LEFT_TRACES);
    assertThat(again.failure().code()).isEqualTo(FailureCode.INTENT_WITHOUT_RECEIPT);
    assertThat(inspected.finding()).isEqualTo(Finding.PARTIAL);
  }

  @Test
  void givenItsSessionKilledInMidScript_thenUnknown_andInspectingFindsItUnchanged() {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, slow());
    var running = started(new FakeWork(command, fleet.tokens.incrementAndGet()));
    awaitSleeping(tenant);
    fleet.sql(
        tenant,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");

    assertThat(running.join()).isInstanceOf(StepUnknown.class);
    assertThat(((TenantInspected) fleet.inspect(command)).finding()).isEqualTo(Finding.UNCHANGED);
  }

  @Test
  void givenAMigrationThatStillRuns_whenInspected_thenItIsEndedFirst() {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, slow());
    var running = started(new FakeWork(command, fleet.tokens.incrementAndGet()));
    awaitSleeping(tenant);

    var inspected = (TenantInspected) fleet.inspect(command);

    assertThat(inspected.finding()).isEqualTo(Finding.UNCHANGED);
    assertThat(running.join()).isInstanceOf(StepUnknown.class);
  }

  @Test
  void givenALostLease_thenItsConnectionIsCutAndTheOutcomeUnknown() {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, slow());
    var work = new FakeWork(command, fleet.tokens.incrementAndGet());
    var running = started(work);
    awaitSleeping(tenant);

    work.cancelled = true;

    var unknown = (StepUnknown) running.join();
    assertThat(unknown.failure().summary()).isEqualTo("V1_1__slow.sql taken over");
    assertThat(((TenantInspected) fleet.inspect(command)).finding()).isEqualTo(Finding.UNCHANGED);
  }

  @Test
  void givenAMigratedTenantWhoseAnswerWasLost_whenInspected_thenMigrated() {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, fleet.release110);
    fleet.run(fleet.migrates(Fleet.GRANTED), command);

    assertThat(((TenantInspected) fleet.inspect(command)).finding()).isEqualTo(Finding.MIGRATED);
  }

  @Test
  void givenTwoExecutionsAtOnce_thenTheEffectIsThereOnce() {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, fleet.release110);
    long token = fleet.tokens.incrementAndGet();

    var one = started(new FakeWork(command, token));
    var two = started(new FakeWork(command, token));
    CompletableFuture.allOf(one, two).join();

    assertThat(canary(tenant)).containsExactly("1", "22");
    assertThat(fleet.list(tenant, "SELECT count(*) FROM upgrade_journal")).containsExactly("3");
    assertThat(List.of(one.join(), two.join())).anyMatch(TenantMigrated.class::isInstance);
  }

  @Test
  void givenTwoExecutionsAtOnceOnASchemaTenant_thenTheEffectIsThereOnce() {
    fleet.server.createDatabase("shared_two", null);
    var tenant = fleet.schemaTenant("shared_two");
    var command = fleet.migrateCommand(tenant, fleet.release110);
    long token = fleet.tokens.incrementAndGet();

    var one = started(new FakeWork(command, token));
    var two = started(new FakeWork(command, token));
    CompletableFuture.allOf(one, two).join();

    assertThat(canary(tenant)).containsExactly("1", "22");
    assertThat(List.of(one.join(), two.join())).anyMatch(TenantMigrated.class::isInstance);
  }

  @Test
  void givenTheServerKilledInMidScript_thenUnknown_andInspectingFindsItUnchanged() {
    try (var own = new Fleet()) {
      var tenant = own.databaseTenant();
      var release = own.after100("1.1", Map.of("migrations/V1_1__slow.sql", SLOW));
      var command = own.migrateCommand(tenant, release);
      var running = started(own, new FakeWork(command, own.tokens.incrementAndGet()));
      awaitSleeping(own, tenant);

      own.server.kill();
      own.server.start();

      assertThat(running.join()).isInstanceOf(StepUnknown.class);
      assertThat(((TenantInspected) own.inspect(command)).finding()).isEqualTo(Finding.UNCHANGED);
    }
  }

  @Test
  void givenAWorkerFrozenAfterItsClaim_whenANewerTokenWasThere_thenFenced() {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, fleet.release110);
    var frozen = new FakeWork(command, fleet.tokens.incrementAndGet());
    var newer = new Token(fleet.tokens.incrementAndGet());

    var result =
        Fleet.run(
            fleet.migrates((message, execution) -> {
              fleet.enter(tenant, newer);
              return Answer.GRANTED;
            }),
            frozen);

    assertThat(result).isEqualTo(new StepFenced(Step.MIGRATE, newer));
    assertThat(canary(tenant)).containsExactly("0", "7");
  }

  @Test
  void givenALockThatNeverComes_thenRolledBackWholeAfterAFewTries() throws Exception {
    var tenant = fleet.databaseTenant();
    try (var stray = fleet.connect(tenant)) {
      stray.setAutoCommit(false);
      stray.createStatement().execute("LOCK TABLE orders IN ACCESS SHARE MODE");

      var failed = (MigrationFailed) fleet.migrate(tenant, fleet.release110);

      assertThat(failed.failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
      assertThat(failed.residue()).isEqualTo(Residue.ROLLED_BACK_WHOLE);
    }
  }

  @Test
  void givenNeighboursInOneDatabase_whenMigratedAtOnce_thenNoneLooksLikeReachingOut() {
    fleet.server.createDatabase("shared_many", null);
    var tenants =
        java.util.stream.IntStream.range(0, 6)
            .mapToObj(n -> fleet.schemaTenant("shared_many"))
            .toList();

    var results =
        tenants.stream()
            .map(tenant ->
                started(
                    new FakeWork(
                        fleet.migrateCommand(tenant, fleet.release110),
                        fleet.tokens.incrementAndGet())))
            .toList();

    assertThat(results.stream().map(CompletableFuture::join))
        .allMatch(TenantMigrated.class::isInstance);
  }

  @Test
  void givenAScriptThatReachesOutOfItsSchema_thenItIsRolledBack() {
    fleet.server.createDatabase("shared_out", null);
    fleet.server.execute("shared_out", "GRANT CREATE ON SCHEMA public TO PUBLIC");
    var tenant = fleet.schemaTenant("shared_out");
    var release =
        fleet.after100(
            "1.1", Map.of("migrations/V1_1__out.sql", "CREATE TABLE public.elsewhere (id int);"));

    var failed = (MigrationFailed) fleet.migrate(tenant, release);

    assertThat(failed.failure().summary()).isEqualTo("V1_1__out.sql script reaches out");
    assertThat(failed.residue()).isEqualTo(Residue.ROLLED_BACK_WHOLE);
    assertThat(fleet.list(tenant, "SELECT to_regclass('public.elsewhere')::text"))
        .containsExactly((String) null);
  }

  @Test
  void givenAScriptThatCommitsInTheMiddle_whenItFailsAfter_thenItLeftTraces() {
    var tenant = fleet.databaseTenant();
    var release =
        fleet.after100(
            "1.1",
            Map.of("migrations/V1_1__c.sql", "UPDATE orders SET tax = 9;\nCOMMIT;\nSELECT 1/0;"));

    var failed = (MigrationFailed) fleet.migrate(tenant, release);

    assertThat(failed.failure().line()).isEqualTo(3);
    assertThat(failed.residue()).isEqualTo(Residue.LEFT_TRACES);
  }

  @Test
  void givenACommitBehindAComment_whenALockDoesNotComeAfterIt_thenItsEffectIsThereOnce()
      throws Exception {
    var tenant = fleet.databaseTenant();
    var release =
        fleet.after100(
            "1.1",
            Map.of(
                "migrations/V1_1__c.sql",
                "UPDATE integration_state SET sync_count = sync_count * 3 + 1;\n"
                    + "-- save\nCOMMIT;\nALTER TABLE orders ADD COLUMN x int;"));
    try (var stray = fleet.connect(tenant)) {
      stray.setAutoCommit(false);
      stray.createStatement().execute("LOCK TABLE orders IN ACCESS SHARE MODE");
      var command = fleet.migrateCommand(tenant, release);

      var failed = (MigrationFailed) fleet.run(fleet.migrates(Fleet.GRANTED), command);

      assertThat(failed.failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
      assertThat(failed.residue()).isEqualTo(Residue.LEFT_TRACES);
      assertThat(canary(tenant)).containsExactly("1", "22");
      assertThat(((TenantInspected) fleet.inspect(command)).failure())
          .extracting(Failure::code)
          .isEqualTo(FailureCode.INTENT_WITHOUT_RECEIPT);
    }
  }

  @Test
  void givenAnEffectThatOnlyTheTenantShows_whenALockDoesNotCome_thenNotTriedAgain()
      throws Exception {
    var tenant = fleet.databaseTenant();
    var command = fleet.migrateCommand(tenant, fleet.release110);
    fleet.sql(tenant, "UPDATE integration_state SET sync_count = sync_count + 1");
    try (var stray = fleet.connect(tenant)) {
      stray.setAutoCommit(false);
      stray.createStatement().execute("LOCK TABLE orders IN ACCESS SHARE MODE");

      var failed = (MigrationFailed) fleet.run(fleet.migrates(Fleet.GRANTED), command);

      assertThat(failed.residue()).isEqualTo(Residue.LEFT_TRACES);
    }
  }

  @Test
  void givenAScriptOutsideATransaction_whenItsLeaseIsLostInTheMiddle_thenUnknown_andPartial() {
    var tenant = fleet.databaseTenant();
    var release =
        fleet.after100(
            "1.1",
            Map.of(
                "migrations/V1_1__slow.sql",
                SLOW,
                "migrations/V1_1__slow.sql.conf",
                "executeInTransaction=false"));
    var command = fleet.migrateCommand(tenant, release);
    var work = new FakeWork(command, fleet.tokens.incrementAndGet());
    var running = started(work);
    awaitSleeping(tenant);

    work.cancelled = true;

    assertThat(((StepUnknown) running.join()).failure().code()).isEqualTo(FailureCode.TAKEN_OVER);
    var inspected = (TenantInspected) fleet.inspect(command);
    assertThat(inspected.finding()).isEqualTo(Finding.PARTIAL);
    assertThat(inspected.failure())
        .isEqualTo(Failure.of(FailureCode.INTENT_WITHOUT_RECEIPT, "V1_1__slow.sql").withCount(1));
    assertThat(fleet.list(tenant, "SELECT DISTINCT tax::int::text FROM orders"))
        .containsExactly("1");
  }

  @Test
  void givenAStatementThatTakesTooLong_thenRolledBackWholeAndUntouched() {
    var tenant = fleet.databaseTenant();
    var release =
        fleet.after100(
            "1.2",
            Map.of(
                "migrations/V1_1__a.sql",
                "UPDATE integration_state SET sync_count = sync_count * 3 + 1;",
                "migrations/V1_2__slow.sql",
                SLOW));
    var command = (Command.MigrateTenant) fleet.migrateCommand(tenant, release);

    var failed =
        (MigrationFailed) fleet.run(fleet.migrates(Fleet.GRANTED, Fleet.SHORT_STATEMENTS), command);

    assertThat(failed.failure().summary()).isEqualTo("V1_2__slow.sql:2 statement timeout (57014)");
    assertThat(failed.residue()).isEqualTo(Residue.ROLLED_BACK_WHOLE);
    assertThat(canary(tenant)).containsExactly("0", "7");
    assertThat(fleet.databases.fingerprint(tenant)).isEqualTo(command.backup().fingerprint());
    assertThat(fleet.list(tenant, "SELECT script FROM flyway_schema_history"))
        .containsExactly("V1_0_0__schema.sql");
  }

  @Test
  void givenAScriptThatLeavesTheOwnersRole_thenItIsRolledBack() {
    var tenant = fleet.databaseTenant();
    for (var sql :
        List.of("RESET ROLE;", "SELECT set_config('role', 'none', true);", "SET ROLE NONE;")) {
      var release =
          fleet.after100(
              "1.1", Map.of("migrations/V1_1__r.sql", "UPDATE orders SET tax = 9;" + sql));

      var failed = (MigrationFailed) fleet.migrate(tenant, release);

      assertThat(failed.failure().summary()).isEqualTo("V1_1__r.sql script reaches out");
      assertThat(failed.residue()).isEqualTo(Residue.ROLLED_BACK_WHOLE);
    }
  }

  @Test
  void givenALockThatDoesNotComeToAnAssertion_whenVerified_thenItMayBeTriedAgain()
      throws Exception {
    var tenant = fleet.databaseTenant();
    fleet.migrate(tenant, fleet.release110);
    try (var stray = fleet.connect(tenant)) {
      stray.setAutoCommit(false);
      stray.createStatement().execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");

      var failed = (StepFailed) fleet.verify(tenant, fleet.release110);

      assertThat(failed.failure().code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
    }
    assertThat(fleet.verify(tenant, fleet.release110)).isInstanceOf(TenantVerified.class);
  }

  private static ReleaseReference slow() {
    return fleet.after100("1.1", Map.of("migrations/V1_1__slow.sql", SLOW));
  }

  private static CompletableFuture<Result> started(FakeWork work) {
    return started(fleet, work);
  }

  private static CompletableFuture<Result> started(Fleet on, FakeWork work) {
    return CompletableFuture.supplyAsync(
        () -> Fleet.run(on.migrates(Fleet.GRANTED), work),
        command -> Thread.ofVirtual().start(command));
  }

  private static void awaitSleeping(TenantTarget tenant) {
    awaitSleeping(fleet, tenant);
  }

  private static void awaitSleeping(Fleet on, TenantTarget tenant) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            !on.list(
                    tenant,
                    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND datname ="
                        + " current_database() AND query LIKE 'SELECT pg_sleep%'")
                .isEmpty());
  }

  private static List<String> canary(TenantTarget tenant) {
    return fleet.list(tenant, "SELECT sync_count::text FROM integration_state ORDER BY sync_count");
  }
}
