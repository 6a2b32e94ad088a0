package dev.drydock.coordinator.domain.saga;

import static dev.drydock.coordinator.domain.saga.Samples.MIXED;
import static dev.drydock.coordinator.domain.saga.Samples.PROVEN;
import static dev.drydock.coordinator.domain.saga.Samples.SCOPE;
import static dev.drydock.coordinator.domain.saga.Samples.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.domain.saga.Fact.*;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants wait out an outage, they do not fail of it. */
class OutageTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Failure UNREACHABLE = Failure.of(FailureCode.UNREACHABLE);
  private static final Failure FULL = Failure.of(FailureCode.DISK_FULL);

  /** A second after each failure. */
  private static final Move.Pauses PAUSES =
      new Move.Pauses() {
        @Override
        public Duration after(int failures) {
          return Duration.ofSeconds(failures);
        }

        @Override
        public Duration sendAgain() {
          return Duration.ofSeconds(30);
        }

        @Override
        public Duration outagePatience() {
          return PATIENCE;
        }
      };

  private static TenantUpgrade in(TenantUpgradeState state) {
    var target =
        new TenantTarget(
            Samples.TENANT, Engine.POSTGRESQL, "db", 5432, "acme", null, "env:X", List.of());
    return new TenantUpgrade(
        Samples.UPGRADE,
        target,
        new ReleaseReference("shop", "1.1.0", "1.1.0", "aa", "bundles/aa.zip"),
        0,
        1,
        state,
        TenantUpgrade.Waking.sent(NOW, Duration.ofSeconds(30)),
        null,
        0,
        HashChain.START);
  }

  private static TenantUpgrade after(TenantUpgrade before, Fact fact, Instant at) {
    return Move.of(before, fact, at, PAUSES, null).orElseThrow().after();
  }

  /** The worker says so every minute, for so many minutes. */
  private static TenantUpgrade told(TenantUpgrade before, Failure why, int minutes) {
    var tenant = before;
    for (int i = 0; i < minutes; i++) {
      tenant = after(tenant, new StepFailed(why), NOW.plus(Duration.ofMinutes(i)));
    }
    return tenant;
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "STORE_UNAVAILABLE", "CLAIM_UNANSWERED"})
  void givenBackingUp_whenSomethingIsAwayForAnHour_thenNoAttemptIsSpent(FailureCode code) {
    var tenant = told(in(new BackingUp(TOKEN, 2, SCOPE)), Failure.of(code), 60);

    assertThat(tenant.state()).isEqualTo(new BackingUp(tenant.state().token(), 2, SCOPE));
    assertThat(tenant.outage()).extracting(Outage::since, Outage::tries).containsExactly(NOW, 60);
    assertThat(tenant.waking().wakeAt())
        .as("the pause grows with each try, spent or not")
        .isEqualTo(NOW.plus(Duration.ofMinutes(59)).plusSeconds(61));
  }

  @Test
  void givenAnOutageThatOutlastsThePatience_whenItGoesOn_thenAttemptsAreSpentAsEver() {
    var tenant = told(in(new BackingUp(TOKEN, 1, SCOPE)), UNREACHABLE, 65);

    assertThat(tenant.state()).isInstanceOf(ReleasingUntouched.class);
    assertThat(tenant.outage()).as("the next step is patient anew").isNull();
  }

  @Test
  void givenAnOutage_whenTheStepSucceeds_thenItIsOver() {
    var tenant = told(in(new Quiescing(TOKEN, 1, SCOPE)), UNREACHABLE, 3);

    var next = after(tenant, new Quiesced(), NOW.plus(Duration.ofMinutes(4)));

    assertThat(next.state()).isInstanceOf(BackingUp.class);
    assertThat(next.outage()).isNull();
  }

  @Test
  void givenPreflight_whenTheServerIsAway_thenItIsRefusedUntouchedAfterThreeAttempts() {
    var preflight = in(new Preflight(TOKEN, 1, Writers.LET_IN));

    assertThat(told(preflight, UNREACHABLE, 2).outage())
        .as("admission spares the server")
        .isNotNull();
    assertThat(told(preflight, UNREACHABLE, 3).state()).isInstanceOf(Untouched.class);
    assertThat(told(preflight, Failure.of(FailureCode.STORE_UNAVAILABLE), 30).state())
        .isInstanceOf(Preflight.class);
  }

  @Test
  void givenAFullDisk_whenThereIsAWayBack_thenItIsTakenAndElseItIsWaitedFor() {
    assertThat(told(in(new BackingUp(TOKEN, 1, SCOPE)), FULL, 5).state())
        .isInstanceOf(ReleasingUntouched.class);
    assertThat(told(in(new Restoring(TOKEN, 1, PROVEN, FULL)), FULL, 59).state())
        .isInstanceOf(Restoring.class);
  }

  @Test
  void givenAMigrationThatNobodyClaimed_whenItsServerFlaps_thenItsOnlyAttemptIsKept() {
    var tenant = in(new Migrating(TOKEN, 1, MIXED, PROVEN));
    for (int i = 0; i < 30; i++) {
      var at = NOW.plus(Duration.ofMinutes(2L * i));
      var said = Outage.ofMigration(new StepUnknown(UNREACHABLE), false);
      tenant = after(tenant, said, at);
      tenant = after(tenant, new Inspected(Finding.UNCHANGED), at.plusSeconds(30));
    }

    assertThat(tenant.state()).isEqualTo(new Migrating(tenant.state().token(), 1, MIXED, PROVEN));
    assertThat(Objects.requireNonNull(tenant.outage()).tries())
        .as("a look in between does not begin the patience anew")
        .isEqualTo(30);
    tenant = after(tenant, new StepFailed(UNREACHABLE), NOW.plus(PATIENCE));
    tenant = after(tenant, new Inspected(Finding.UNCHANGED), NOW.plus(PATIENCE));
    assertThat(tenant.state()).isInstanceOf(ReleasingUntouched.class);
  }

  @Test
  void givenAMigrationThatWasClaimed_whenItsServerGoesAway_thenTheAttemptIsSpent() {
    var said = Outage.ofMigration(new StepFailed(UNREACHABLE), true);

    var looking = after(in(new Migrating(TOKEN, 1, MIXED, PROVEN)), said, NOW);
    var next = after(looking, new Inspected(Finding.UNCHANGED), NOW);

    assertThat(said).isInstanceOf(StepUnknown.class);
    assertThat(next.state()).isInstanceOf(ReleasingUntouched.class);
  }

  @Test
  void whenAnOutageIsWrittenDown_thenTheLogSaysSo() {
    var move =
        Move.of(in(new Quiescing(TOKEN, 1, SCOPE)), new StepFailed(UNREACHABLE), NOW, PAUSES, null);

    assertThat(move.orElseThrow().body())
        .contains("\"fact\":\"OutageMet\"", "\"outage\":\"SERVER\"", "\"outageTries\":1");
  }
}
