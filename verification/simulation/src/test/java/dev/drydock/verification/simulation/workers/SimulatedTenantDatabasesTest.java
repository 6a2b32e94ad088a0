package dev.drydock.verification.simulation.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import dev.drydock.tenantdatabases.TenantDatabases.MigrationTimeouts;
import dev.drydock.verification.simulation.kernel.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shared kit asks of every engine, asked of the simulated one. */
class SimulatedTenantDatabasesTest {
  private static final BeforeEffect GRANTED = () -> {};
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final MigrationTimeouts TIMEOUTS =
      new MigrationTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));
  private static final TenantTarget TENANT =
      new TenantTarget(
          new TenantId("t0"), Engine.POSTGRESQL, "db0", 5432, "t0", null, "env:X", List.of("app"));

  private final Kernel kernel = new Kernel(1, false);
  private final TenantServers servers =
      new TenantServers(new Life(kernel, kernel.world()), java.util.Set.of());
  private final Life life = new Life(kernel, kernel.process("worker"));
  private final SimulatedTenantDatabases databases =
      new SimulatedTenantDatabases(servers, life, java.util.Set.of());
  private final Content original = new Releases(kernel.random("releases")).original();
  private final List<String> violations = new ArrayList<>();

  SimulatedTenantDatabasesTest() {
    kernel.faults().off();
    servers.add(TENANT, original, violations::add);
  }

  /** Runs it as the worker's process does, to its end. */
  private void asWorker(Runnable body) {
    var done = new boolean[1];
    kernel.at(
        Duration.ZERO,
        life.process(),
        "test",
        () -> {
          body.run();
          done[0] = true;
        });
    kernel.run(Duration.ofHours(1), () -> done[0] || !kernel.failures().isEmpty());
    kernel
        .failures()
        .forEach(failure -> {
          throw new AssertionError(failure.getCause());
        });
    assertThat(done[0]).isTrue();
  }

  private record Backup(ByteArrayOutputStream archive, Fingerprint fingerprint) {
    ByteArrayInputStream read() {
      return new ByteArrayInputStream(archive.toByteArray());
    }
  }

  private Backup backUp() {
    var archive = new ByteArrayOutputStream();
    try (var snapshot = databases.openSnapshot(List.of(TENANT))) {
      var fingerprint = snapshot.fingerprint(TENANT);
      snapshot.dump(archive, bytes -> assertThat(bytes).isPositive());
      return new Backup(archive, fingerprint);
    }
  }

  private Content live() {
    return servers.of(TENANT).live.content;
  }

  private void ruin() {
    servers.of(TENANT).live.content = live().withCanaryMoved();
  }

  private boolean writersAreIn() {
    return !servers.of(TENANT).control.writersOut;
  }

  private Wire open(long token) {
    return SimulatedConnection.wireOf(
        databases.openForMigration(TENANT, new Token(token), TIMEOUTS));
  }

  @Test
  void givenBackup_whenTried_thenTheCopyIsEqualAndNoScratchIsLeft() {
    asWorker(() -> {
      var backup = backUp();
      var found = databases.trialRestore(backup.read(), List.of(TENANT), new Token(2));
      assertThat(found).containsExactly(backup.fingerprint());
      assertThat(servers.scratchCount()).isZero();
    });
  }

  @Test
  void givenTruncatedArchive_whenTried_thenItFails() {
    asWorker(() -> {
      var backup = backUp();
      var truncated =
          Arrays.copyOf(backup.archive().toByteArray(), backup.archive().size() * 3 / 4);
      assertThatThrownBy(() ->
              databases.trialRestore(
                  new ByteArrayInputStream(truncated), List.of(TENANT), new Token(2)))
          .isInstanceOf(TenantDatabaseFailure.class);
    });
  }

  @Test
  void givenWriters_whenQuiesced_thenTheyAreOutUntilReleased() {
    asWorker(() -> {
      databases.quiesce(TENANT, new Token(1), GRANTED);
      databases.quiesce(TENANT, new Token(2), GRANTED);
      assertThat(writersAreIn()).isFalse();
      databases.release(TENANT, new Token(3), GRANTED);
      assertThat(writersAreIn()).isTrue();
    });
  }

  @Test
  void givenAWriterInATransaction_whenQuiesced_thenItsWriteIsLost() {
    asWorker(() -> {
      var session = servers.connect(TENANT, -1, servers.of(TENANT).live, life);
      session.begin();
      session.change(Content::withWrite);
      assertThat(databases.quiesce(TENANT, new Token(1), GRANTED)).isEqualTo(1);
      assertThat(session.isOver()).isTrue();
      assertThat(live().writes()).isZero();
    });
  }

  @Test
  void givenNewerToken_whenReleasedLate_thenFencedAndStillQuiesced() {
    asWorker(() -> {
      databases.quiesce(TENANT, new Token(5), GRANTED);
      assertThatThrownBy(() -> databases.release(TENANT, new Token(4), GRANTED))
          .isInstanceOf(TenantDatabaseFailure.Fenced.class);
      assertThat(writersAreIn()).isFalse();
    });
  }

  @Test
  void givenClaimRefused_whenQuiesced_thenNobodyIsKeptOut() {
    asWorker(() -> {
      assertThatThrownBy(() ->
              databases.quiesce(
                  TENANT,
                  new Token(1),
                  () -> {
                    throw new TenantDatabaseFailure.ClaimRefused();
                  }))
          .isInstanceOf(TenantDatabaseFailure.ClaimRefused.class);
      assertThat(writersAreIn()).isTrue();
    });
  }

  @Test
  void givenRuinedTenant_whenRestored_thenItIsWhatWasBackedUpAndAgainDoesNothing() {
    asWorker(() -> {
      databases.quiesce(TENANT, new Token(1), GRANTED);
      var backup = backUp();
      ruin();
      var kept =
          databases.restore(backup.read(), TENANT, new Token(2), backup.fingerprint(), GRANTED);
      assertThat(live()).isEqualTo(original);
      ruin();
      var claims = new ArrayList<String>();
      var again =
          databases.restore(
              backup.read(),
              TENANT,
              new Token(2),
              backup.fingerprint(),
              () -> claims.add("claimed"));
      assertThat(again).isEqualTo(kept);
      assertThat(claims).isEmpty();
    });
  }

  @Test
  void givenAnotherFingerprintExpected_whenRestored_thenTheLiveTenantStays() {
    asWorker(() -> {
      var backup = backUp();
      ruin();
      var ruined = live();
      assertThatThrownBy(() ->
              databases.restore(backup.read(), TENANT, new Token(2), ruined.fingerprint(), GRANTED))
          .isInstanceOf(TenantDatabaseFailure.Permanent.class)
          .extracting(failure -> ((TenantDatabaseFailure) failure).failure().code())
          .isEqualTo(FailureCode.FINGERPRINT_DIFFERS);
      assertThat(live()).isEqualTo(ruined);
    });
  }

  @Test
  void givenRestorerFrozenAfterItsClaim_whenANewerPassCame_thenItIsRefused() {
    asWorker(() -> {
      var backup = backUp();
      ruin();
      var newer = live();
      BeforeEffect frozen = () -> databases.endOlderAttempts(TENANT, new Token(3), SOON);
      assertThatThrownBy(() ->
              databases.restore(backup.read(), TENANT, new Token(2), backup.fingerprint(), frozen))
          .isInstanceOf(TenantDatabaseFailure.class);
      assertThat(live()).isEqualTo(newer);
      assertThatThrownBy(() ->
              databases.restore(backup.read(), TENANT, new Token(2), backup.fingerprint(), GRANTED))
          .isInstanceOf(TenantDatabaseFailure.Fenced.class);
    });
  }

  @Test
  void givenNewerToken_whenAnOlderMigrationGoesOn_thenItIsEndedAndFenced() {
    asWorker(() -> {
      var journal = databases.journal(TENANT, new Token(1));
      var older = databases.openForMigration(TENANT, new Token(1), TIMEOUTS);
      var wire = SimulatedConnection.wireOf(older);
      journal.enter(older);
      wire.begin();
      journal.checkFence(older);
      wire.session().change(Content::withCanaryMoved);

      databases.endOlderAttempts(TENANT, new Token(2), SOON);

      assertThatThrownBy(() -> wire.commit("older"))
          .isInstanceOf(TenantDatabaseFailure.Transient.class);
      assertThat(live()).isEqualTo(original);
      var late = databases.openForMigration(TENANT, new Token(1), TIMEOUTS);
      assertThatThrownBy(() -> journal.enter(late))
          .isInstanceOf(TenantDatabaseFailure.Fenced.class);
    });
  }

  @Test
  void givenAStatementOfADeadClient_whenItEnds_thenItsEffectIsThere() {
    kernel.at(
        Duration.ZERO,
        life.process(),
        "migrates",
        () -> {
          var wire = open(1);
          wire.run(
              "slow", Duration.ofSeconds(9), () -> wire.session().change(c -> c.withTable("x")));
        });
    kernel.run(Duration.ofSeconds(2), () -> false);

    life.process().crash(Duration.ofSeconds(1));
    kernel.run(Duration.ofSeconds(20), () -> false);

    assertThat(live().schema()).contains("x");
  }

  @Test
  void givenIntentWithoutReceipt_whenAsked_thenItIsNamedUnderAnyToken() {
    asWorker(() -> {
      var first = databases.openForMigration(TENANT, new Token(1), TIMEOUTS);
      var journal = databases.journal(TENANT, new Token(1));
      journal.enter(first);
      journal.intend(first, "V2__index.sql");
      var second = databases.openForMigration(TENANT, new Token(2), TIMEOUTS);
      var later = databases.journal(TENANT, new Token(2));
      later.enter(second);
      assertThat(later.openIntents(second)).containsExactly("V2__index.sql");
      assertThat(later.receipts(second)).isEmpty();
    });
  }
}
