package dev.drydock.notifier.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Step;
import dev.drydock.notifier.domain.Projection.Origin;
import dev.drydock.notifier.domain.Projection.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private final Facts facts = new Facts("up-01JD7F3K20");
  private final Projection projection = new Projection(List.of(), List.of());

  @Test
  void givenAnAppliedEvent_whenItComesAgain_thenNothingChanges() {
    // given
    var started = facts.started("shop-1");
    projection.apply(started, Origin.TOPIC);

    // when
    var verdict = projection.apply(started, Origin.TOPIC);

    // then
    assertThat(verdict).isEqualTo(Verdict.DUPLICATE);
    assertThat(projection.applied()).hasSize(1);
  }

  @Test
  void givenAMissingEvent_whenTheNextComesFromTheTopic_thenItWaitsForTheLedger() {
    // given
    var first = facts.moved("shop-1", "PENDING", "CHECKING", Step.PREFLIGHT);
    var second = facts.moved("shop-1", "CHECKING", "QUIESCING", Step.QUIESCE);

    // when
    var ahead = projection.apply(second, Origin.TOPIC);
    var healed =
        List.of(projection.apply(first, Origin.LEDGER), projection.apply(second, Origin.LEDGER));

    // then
    assertThat(ahead).isEqualTo(Verdict.GAP);
    assertThat(healed).containsOnly(Verdict.APPLIED);
    assertThat(tenant().state()).isEqualTo("QUIESCING");
  }

  @Test
  void givenTenantsMoveBeforeTheStartIsKnown_whenItComes_thenTheirStateStays() {
    // given
    projection.apply(facts.moved("shop-1", "PENDING", "CHECKING", Step.PREFLIGHT), Origin.TOPIC);

    // when
    projection.apply(facts.started("shop-1", "shop-2"), Origin.TOPIC);

    // then
    assertThat(projection.changedTenants())
        .extracting(TenantStatus::state)
        .containsExactlyInAnyOrder("CHECKING", "PENDING");
    assertThat(projection.changedUpgrades())
        .singleElement()
        .satisfies(upgrade -> assertThat(upgrade.release()).isEqualTo("etsy-sync:1.1.0"))
        .satisfies(upgrade -> assertThat(upgrade.tenants()).isEqualTo(2));
  }

  @Test
  void givenAMigrationThatFailed_whenTheTenantIsReleased_thenTheMigrationIsWhatFailed() {
    // given
    var why = Failure.of(FailureCode.FOREIGN_KEY_VIOLATION, "V1_1_2__orders_shop.sql");
    var failed =
        facts.moved(
            "shop-1", "MIGRATING", "RELEASING_UNTOUCHED", Step.RELEASE, Step.MIGRATE, 1, why);
    var released =
        facts.moved("shop-1", "RELEASING_UNTOUCHED", "UNTOUCHED", null, Step.RELEASE, 1, why);

    // when
    projection.apply(failed, Origin.LEDGER);
    projection.apply(released, Origin.LEDGER);

    // then
    assertThat(tenant().failedStep()).isEqualTo(Step.MIGRATE);
    assertThat(tenant().failure()).isEqualTo(why);
    assertThat(Narration.of(failed.data())).contains("migrate failed");
    assertThat(Narration.of(released.data())).isEqualTo("untouched (release 40 ms)");
  }

  @Test
  void givenAnyOrderAndDuplicates_whenTheLedgerIsReadToItsEnd_thenTheResultIsTheLedgers() {
    // given
    var ledger = oneTenantsWay();
    var expected = new Projection(List.of(), List.of());
    ledger.forEach(fact -> expected.apply(fact, Origin.LEDGER));
    for (long seed = 0; seed < 200; seed++) {
      var seen = new Projection(List.of(), List.of());
      disturbed(ledger, new Random(seed)).forEach(fact -> seen.apply(fact, Origin.TOPIC));

      // when
      ledger.forEach(fact -> seen.apply(fact, Origin.LEDGER));

      // then
      assertThat(seen.changedTenants())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(expected.changedTenants());
      assertThat(seen.changedUpgrades()).isEqualTo(expected.changedUpgrades());
      assertThat(seen.applied()).containsExactlyInAnyOrderElementsOf(ledger);
    }
  }

  @Test
  void givenAFailedBackup_whenTheNextAttemptSucceeds_thenTheFailureIsGone() {
    // given
    var why = Failure.of(FailureCode.STORE_UNAVAILABLE);
    projection.apply(facts.moved("shop-1", "PENDING", "BACKING_UP", Step.BACKUP), Origin.TOPIC);
    projection.apply(
        facts.moved("shop-1", "BACKING_UP", "BACKING_UP", Step.BACKUP, Step.BACKUP, 2, why),
        Origin.TOPIC);
    var retrying = tenant();

    // when
    projection.apply(
        facts.moved("shop-1", "BACKING_UP", "PROVING", Step.PROVE, Step.BACKUP, 1, null),
        Origin.TOPIC);

    // then
    assertThat(retrying.cell()).isEqualTo(Cell.RETRYING);
    assertThat(retrying.failure()).isEqualTo(why);
    assertThat(tenant().failure()).isNull();
  }

  @Test
  void givenAFailedMigration_whenTheTenantIsRestored_thenTheReasonStays() {
    // given
    var why = Failure.of(FailureCode.ASSERTION_FAILED, "orders_have_a_shop");
    projection.apply(
        facts.moved("shop-1", "VERIFYING", "RESTORING", Step.RESTORE, Step.VERIFY, 1, why),
        Origin.TOPIC);

    // when
    projection.apply(
        facts.moved("shop-1", "RESTORING", "RESTORED", null, Step.RELEASE, 1, null), Origin.TOPIC);

    // then
    assertThat(tenant().failure()).isEqualTo(why);
    assertThat(tenant().cell()).isEqualTo(Cell.RESTORED);
  }

  @Test
  void givenAnEndedUpgrade_whenAWaveStartsAgain_thenItRuns() {
    // given
    projection.apply(facts.started("shop-1"), Origin.TOPIC);
    projection.apply(
        facts.fleet(new Event.UpgradeEnded("COMPLETED_WITH_FAILURES", 0, 1, 0, 0)), Origin.TOPIC);

    // when
    projection.apply(facts.fleet(new Event.WaveStarted(0, "canary", 1)), Origin.TOPIC);

    // then
    assertThat(projection.changedUpgrades())
        .singleElement()
        .satisfies(upgrade -> assertThat(upgrade.state()).isEqualTo("RUNNING"))
        .satisfies(upgrade -> assertThat(upgrade.endedAt()).isNull());
  }

  private TenantStatus tenant() {
    return projection.changedTenants().iterator().next();
  }

  private List<Message<Event>> oneTenantsWay() {
    return List.of(
        facts.started("shop-1"),
        facts.fleet(new Event.WaveStarted(0, "canary", 1)),
        facts.moved("shop-1", "PENDING", "CHECKING", Step.PREFLIGHT),
        facts.moved("shop-1", "CHECKING", "BACKING_UP", Step.BACKUP, Step.PREFLIGHT, 1, null),
        facts.moved("shop-1", "BACKING_UP", "MIGRATING", Step.MIGRATE, Step.BACKUP, 1, null),
        facts.moved("shop-1", "MIGRATING", "UPGRADED", null, Step.MIGRATE, 1, null),
        facts.fleet(new Event.WaveFinished(0, "canary", 1, 0, 0, 0)),
        facts.fleet(new Event.UpgradeEnded("COMPLETED", 1, 0, 0, 0)));
  }

  private static List<Message<Event>> disturbed(List<Message<Event>> ledger, Random random) {
    var disturbed = new ArrayList<Message<Event>>();
    for (var fact : ledger) {
      for (int copies = random.nextInt(3); copies > 0; copies--) {
        disturbed.add(random.nextInt(disturbed.size() + 1), fact);
      }
    }
    return disturbed;
  }
}
