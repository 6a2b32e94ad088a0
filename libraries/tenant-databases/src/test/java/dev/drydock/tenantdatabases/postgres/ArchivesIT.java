package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import dev.drydock.tenantdatabases.TenantDatabases.BeforeEffect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is inside archives, beside them, and left over from them. */
class ArchivesIT {
  private static final BeforeEffect GRANTED = () -> {};

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  @Test
  void givenTextsWithLinesThatLookLikePsqls_whenASchemaIsRestored_thenTheyAreBack() {
    // given
    var tenant = fleet.schemaTenant();
    fleet.execute(
        tenant,
        "COMMENT ON TABLE orders IS E'see\\n\\\\d orders\\n\\\\restrict key\\n\\\\unrestrict key'",
        "CREATE FUNCTION odd() RETURNS text LANGUAGE sql AS $$SELECT E'a\n\\x41\n{d b}'$$",
        "ALTER TABLE orders ADD odd text DEFAULT E'{ts 1}\\n\\\\.\\nnext'");
    var archive = new ByteArrayOutputStream();
    Fingerprint before;
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      before = snapshot.fingerprint(tenant);
      snapshot.dump(archive, _ -> {});
    }
    fleet.execute(tenant, "DROP FUNCTION odd()");

    // when
    databases.restore(
        new ByteArrayInputStream(archive.toByteArray()), tenant, new Token(2), before, GRANTED);

    // then
    assertThat(databases.fingerprint(tenant)).isEqualTo(before);
    assertThat(fleet.value(tenant, "SELECT obj_description('orders'::regclass)"))
        .isEqualTo("see\n\\d orders\n\\restrict key\n\\unrestrict key");
    assertThat(fleet.value(tenant, "SELECT odd()")).isEqualTo("a\nA\n{d b}");
  }

  @Test
  void givenSnapshotWhoseHolderIsGone_whenRead_thenItMayBeTriedAgain() {
    // given
    var tenant = fleet.databaseTenant();
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      fleet.value(
          tenant,
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
              + " current_database() AND pid <> pg_backend_pid()");

      // then
      assertThatThrownBy(() -> snapshot.fingerprint(tenant))
          .isInstanceOf(TenantDatabaseFailure.Transient.class);
    }
  }

  @Test
  void givenDatabaseThatEndsIdleTransactions_whenDumpedSlowly_thenTheSnapshotLives()
      throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    fleet
        .server()
        .execute(
            "postgres",
            "ALTER DATABASE "
                + tenant.database()
                + " SET idle_in_transaction_session_timeout = '300ms'");
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      // when
      try (var waiting = fleet.server().connect(tenant.database())) {
        Sql.run(waiting, "SELECT pg_sleep(1)");
      }

      // then
      snapshot.dump(new ByteArrayOutputStream(), _ -> {});
      assertThat(snapshot.fingerprint(tenant).rows()).isEqualTo(2);
    }
  }

  @Test
  void givenCopyThatCannotBeDropped_whenSwept_thenTheOthersAreDropped() {
    // given
    var tenant = fleet.databaseTenant();
    databases.survey(tenant);
    var control = fleet.target("control", "_drydock", null, List.of());
    var stuck = "_drydock_s_" + tenant.id() + "_1_a";
    var loose = "_drydock_s_" + tenant.id() + "_1_b";
    fleet.server().execute("postgres", "CREATE DATABASE " + stuck, "CREATE DATABASE " + loose);
    fleet.server().execute("postgres", "ALTER DATABASE " + loose + " OWNER TO drydock");
    for (var name : List.of(stuck, loose)) {
      fleet
          .server()
          .execute(
              "_drydock",
              "INSERT INTO copy (database, schema, tenant, kind, at) VALUES ('"
                  + name
                  + "', '', '"
                  + tenant.id()
                  + "', 'SCRATCH', now() - interval '3 days')");
    }

    // when
    assertThatThrownBy(() -> databases.sweep(tenant, Duration.ofDays(2), Duration.ofDays(30)))
        .isInstanceOf(TenantDatabaseFailure.class);

    // then
    assertThat(
            fleet.value(
                control,
                "SELECT string_agg(datname, ',') FROM pg_database WHERE datname LIKE"
                    + " '\\_drydock\\_s\\_"
                    + tenant.id()
                    + "\\_1\\__'"))
        .isEqualTo(stuck);
    fleet.server().execute("postgres", "DROP DATABASE " + stuck);
    databases.sweep(tenant, Duration.ofDays(2), Duration.ofDays(30));
  }

  @Test
  @Timeout(60)
  void givenServerThatFallsSilent_whenReleased_thenItEnds() throws Exception {
    // given
    var tenant = fleet.databaseTenant();
    databases.quiesce(tenant, new Token(1), GRANTED);
    var impatient =
        new PostgresTenantDatabases(
            new ReferencedCredentials(),
            PostgresSettings.defaults()
                .withLockTimeout(Duration.ofMillis(500))
                .withSocketTimeout(Duration.ofSeconds(2)));
    try (var wire = new Wire(fleet.server().port())) {
      var through =
          new TenantTarget(
              tenant.id(),
              tenant.engine(),
              "127.0.0.1",
              wire.port(),
              tenant.database(),
              null,
              tenant.credential(),
              tenant.writerRoles());

      // when
      var released =
          assertThatThrownBy(() -> impatient.release(through, new Token(2), wire::fallSilent));

      // then
      released.isInstanceOf(TenantDatabaseFailure.Transient.class);
    }
    databases.release(tenant, new Token(3), GRANTED);
  }

  /** Passes bytes on, until it does not. */
  private static final class Wire implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicBoolean silent = new AtomicBoolean();
    private final int server;

    Wire(int server) throws IOException {
      this.server = server;
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return door.getLocalPort();
    }

    void fallSilent() {
      silent.set(true);
    }

    private void accept() {
      try {
        while (true) {
          var client = door.accept();
          var behind = new Socket(InetAddress.getLoopbackAddress(), server);
          Thread.ofVirtual().start(() -> copy(client, behind));
          Thread.ofVirtual().start(() -> copy(behind, client));
        }
      } catch (IOException e) {
        return;
      }
    }

    private void copy(Socket from, Socket to) {
      try (from;
          to) {
        var buffer = new byte[8192];
        for (int n = from.getInputStream().read(buffer); n >= 0; ) {
          if (!silent.get()) {
            to.getOutputStream().write(buffer, 0, n);
          }
          n = from.getInputStream().read(buffer);
        }
      } catch (IOException e) {
        return;
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
