package dev.drydock.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersIT {
  @Test
  void givenCommittedRows_whenThePostmasterIsKilled_thenTheyAreThereAfterTheRestart()
      throws SQLException {
    try (var server = PostgresServer.temporary()) {
      // given
      server.execute("postgres", "CREATE ROLE shop NOLOGIN");
      server.createDatabase("shop-1", "shop");
      server.execute("shop-1", "CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (7)");

      // when
      server.kill();
      server.start();

      // then
      assertThat(number(server, "shop-1", "SELECT id FROM orders")).isEqualTo(7);
    }
  }

  @Test
  void whenTwoServersRun_thenEachHasItsOwnPortAndPassword() {
    try (var one = PostgresServer.temporary();
        var other = PostgresServer.temporary()) {
      assertThat(one.port()).isNotEqualTo(other.port());
      assertThatThrownBy(() -> other.connect("postgres", "postgres", one.superuserPassword()))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void whenDrydocksRoleIsCreated_thenItIsNoSuperuserAndItsCredentialIsPrivate() throws Exception {
    try (var server = PostgresServer.temporary()) {
      var role = DrydockRole.createOn(server);
      server.execute("postgres", "CREATE ROLE shop_owner NOLOGIN");

      role.grantTenant("shop_owner");

      try (var connection = role.connect("postgres");
          var statement = connection.createStatement()) {
        statement.execute("SET ROLE shop_owner");
        assertThatThrownBy(() -> statement.execute("ALTER SYSTEM SET work_mem = '8MB'"))
            .isInstanceOf(SQLException.class);
      }
      var file = Path.of(URI.create(role.credentialReference()));
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readString(file)).contains("user=drydock\n").contains("password=");
    }
  }

  @Test
  void whenAServerIsClosed_thenItsProcessAndItsDataAreGone() {
    var server = PostgresServer.temporary();
    long pid = server.pid();

    server.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(server.folder()).doesNotExist();
  }

  @Test
  void whenTheStoreIsAskedWithoutASignature_thenItRefuses() throws Exception {
    try (var store = ObjectStoreServer.temporary()) {
      assertThat(status(store.endpoint() + "/" + store.bucket() + "/")).isEqualTo(403);

      store.kill();
      store.start();

      assertThat(status(store.endpoint() + "/" + store.bucket() + "/")).isEqualTo(403);
    }
  }

  @Test
  void whenAnotherStoreHasThePort_thenOursIsNotReady(@TempDir Path folder) {
    try (var other = ObjectStoreServer.temporary();
        var ours = ObjectStoreServer.outliving(folder, URI.create(other.endpoint()).getPort())) {
      assertThatThrownBy(ours::start).isInstanceOf(LocalServerFailure.class);
    }
  }

  @Test
  void whenTheBrokerIsKilled_thenItStartsAgainOnTheSamePort() {
    try (var kafka = KafkaServer.temporary()) {
      var before = kafka.bootstrapServers();

      kafka.kill();
      kafka.start();

      assertThat(kafka.isRunning()).isTrue();
      assertThat(kafka.bootstrapServers()).isEqualTo(before);
    }
  }

  private static int number(PostgresServer server, String database, String sql)
      throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static int status(String url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
