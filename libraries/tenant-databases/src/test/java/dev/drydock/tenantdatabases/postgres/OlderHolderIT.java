package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A worker that stopped after its claim still holds the fence's row when the next one comes. */
class OlderHolderIT {
  private static final BeforeEffect GRANTED = () -> {};

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases =
      new PostgresTenantDatabases(
          new ReferencedCredentials(),
          PostgresSettings.defaults().withLockTimeout(Duration.ofSeconds(2)));

  private record Backup(ByteArrayOutputStream archive, Fingerprint fingerprint) {}

  private Backup backUp(TenantTarget tenant) {
    var archive = new ByteArrayOutputStream();
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      var fingerprint = snapshot.fingerprint(tenant);
      snapshot.dump(archive, _ -> {});
      return new Backup(archive, fingerprint);
    }
  }

  private void restore(TenantTarget tenant, Backup backup, long token, BeforeEffect claim) {
    databases.restore(
        new ByteArrayInputStream(backup.archive().toByteArray()),
        tenant,
        new Token(token),
        backup.fingerprint(),
        claim);
  }

  /** An attempt that stands still after its claim, until it is woken. */
  private static final class Frozen implements AutoCloseable {
    private final CountDownLatch claimed = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);
    private final CompletableFuture<Void> attempt;

    Frozen(java.util.function.Consumer<BeforeEffect> effect) throws InterruptedException {
      attempt = CompletableFuture.runAsync(() -> effect.accept(this::stand));
      assertThat(claimed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void stand() {
      claimed.countDown();
      try {
        woken.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      woken.countDown();
      assertThatThrownBy(() -> attempt.get(60, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void givenRestorerFrozenAfterItsClaim_whenTheNewerRestores_thenItDoesNotWait() throws Exception {
    for (var tenant : List.of(fleet.databaseTenant(), fleet.schemaTenant())) {
      // given
      var backup = backUp(tenant);
      fleet.execute(tenant, "UPDATE orders SET note = 'newer'");
      try (var _ = new Frozen(claim -> restore(tenant, backup, 8, claim))) {
        // when
        restore(tenant, backup, 9, GRANTED);
      }

      // then
      assertThat(fleet.value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("first");
      assertThat(databases.fingerprint(tenant)).isEqualTo(backup.fingerprint());
    }
  }

  @Test
  void givenRestorerFrozenAfterItsClaim_whenTheNewerReleases_thenItDoesNotWait() throws Exception {
    for (var tenant : List.of(fleet.databaseTenant(), fleet.schemaTenant())) {
      // given
      var backup = backUp(tenant);
      databases.quiesce(tenant, new Token(7), GRANTED);
      fleet.execute(tenant, "UPDATE orders SET note = 'newer'");
      try (var _ = new Frozen(claim -> restore(tenant, backup, 8, claim))) {
        // when
        databases.release(tenant, new Token(9), GRANTED);
      }

      // then
      assertThat(fleet.value(tenant, "SELECT note FROM orders WHERE id = 1")).isEqualTo("newer");
      assertThat(canWrite(tenant)).isTrue();
    }
  }

  @Test
  void givenReleaserFrozenAfterItsClaim_whenTheNewerRestores_thenItDoesNotWait() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var backup = backUp(tenant);
    databases.quiesce(tenant, new Token(7), GRANTED);
    try (var _ = new Frozen(claim -> databases.release(tenant, new Token(8), claim))) {
      // when
      restore(tenant, backup, 9, GRANTED);
    }

    // then
    assertThat(canWrite(tenant)).isFalse();
  }

  @Test
  void givenStrangersWithOurSessionNames_whenOlderAttemptsEnd_thenTheyAreLeftAlone()
      throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    try (var odd = fleet.asWriter(tenant);
        var number = fleet.asWriter(tenant)) {
      Sql.run(odd, "SET application_name = 'drydock/" + tenant.id() + "/x'");
      Sql.run(number, "SET application_name = 'drydock/" + tenant.id() + "/1'");

      // when
      databases.endOlderAttempts(tenant, new Token(5), Duration.ofSeconds(5));

      // then
      assertThat(odd.isValid(5)).isTrue();
      assertThat(number.isValid(5)).isTrue();
    }
  }

  @Test
  void givenEffectSession_whenOpened_thenTheServerEndsItWhenItsWorkerIsGone() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var connections = new Connections(new ReferencedCredentials(), PostgresSettings.defaults());

    // when
    try (var connection = connections.tenant(tenant, new Token(3))) {
      // then
      assertThat(Sql.text(connection, "SHOW idle_in_transaction_session_timeout"))
          .isEqualTo("5min");
      assertThat(Sql.text(connection, "SHOW client_connection_check_interval")).isEqualTo("10s");
      assertThat(Sql.number(connection, "SHOW tcp_keepalives_idle")).isEqualTo(30);
    }
  }

  private boolean canWrite(TenantTarget tenant) {
    try (var connection = fleet.asWriter(tenant)) {
      Sql.run(connection, "UPDATE orders SET note = note");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
