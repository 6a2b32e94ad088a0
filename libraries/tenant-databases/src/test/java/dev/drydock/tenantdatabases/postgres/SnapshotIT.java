package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotIT {
  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private int waiting(TenantTarget tenant) {
    return Integer.parseInt(
        fleet.value(
            tenant,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'"));
  }

  @Test
  void givenRewriteInProgress_whenBackedUp_thenNoRowIsLost() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    fleet.execute(tenant, "INSERT INTO orders SELECT g, 'n', 1 FROM generate_series(3, 2000) g");
    var archive = new ByteArrayOutputStream();
    try (var rewriting = fleet.server().connect(tenant.database())) {
      rewriting.setAutoCommit(false);
      Sql.run(rewriting, "ALTER TABLE orders ALTER COLUMN total TYPE float8");

      // when
      var opening = CompletableFuture.supplyAsync(() -> databases.openSnapshot(List.of(tenant)));
      org.awaitility.Awaitility.await().until(() -> waiting(tenant) > 0);
      rewriting.commit();
      try (var snapshot = opening.get()) {
        var source = snapshot.fingerprint(tenant);
        snapshot.dump(archive, _ -> {});

        // then
        var tried =
            databases.trialRestore(
                new ByteArrayInputStream(archive.toByteArray()), List.of(tenant), new Token(1));
        assertThat(source.rows()).isEqualTo(2000);
        assertThat(tried).containsExactly(source);
      }
    }
  }

  @Test
  void givenSnapshot_whenRowsChangeMeanwhile_thenItStaysOneView() {
    // given
    var tenant = fleet.databaseTenant();
    var archive = new ByteArrayOutputStream();
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      fleet.execute(tenant, "DELETE FROM orders");

      // when
      var source = snapshot.fingerprint(tenant);
      snapshot.dump(archive, _ -> {});

      // then
      assertThat(source.rows()).isEqualTo(2);
      assertThat(
              databases.trialRestore(
                  new ByteArrayInputStream(archive.toByteArray()), List.of(tenant), new Token(1)))
          .containsExactly(source);
    }
  }

  @Test
  void givenTableThatStaysLocked_whenBackedUp_thenItSaysSoInTime() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var impatient =
        new PostgresTenantDatabases(
            new ReferencedCredentials(),
            PostgresSettings.defaults().withLockTimeout(Duration.ofMillis(300)));
    try (var holder = fleet.server().connect(tenant.database())) {
      holder.setAutoCommit(false);
      Sql.run(holder, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");

      // when
      var refused = assertThatThrownBy(() -> impatient.openSnapshot(List.of(tenant)));

      // then
      refused
          .isInstanceOf(TenantDatabaseFailure.Transient.class)
          .extracting(f -> ((TenantDatabaseFailure) f).failure().code())
          .isEqualTo(FailureCode.LOCK_TIMEOUT);
    }
  }

  @Test
  void givenToolThatGoesSilent_whenBackedUp_thenStalled(@TempDir Path tools) throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    var silent = tools.resolve("pg_dump");
    Files.writeString(silent, "#!/bin/sh\necho begun\nexec sleep 600\n");
    Files.setPosixFilePermissions(silent, PosixFilePermissions.fromString("rwx------"));
    var impatient =
        new PostgresTenantDatabases(
            new ReferencedCredentials(),
            PostgresSettings.defaults().withStall(Duration.ofMillis(400)).withTools(tools));

    // when
    try (var snapshot = impatient.openSnapshot(List.of(tenant))) {
      var stalled = assertThatThrownBy(() -> snapshot.dump(new ByteArrayOutputStream(), _ -> {}));

      // then
      stalled
          .isInstanceOf(TenantDatabaseFailure.Transient.class)
          .extracting(f -> ((TenantDatabaseFailure) f).failure().code())
          .isEqualTo(FailureCode.STALLED);
    }
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".pgpass"));
    }
  }
}
