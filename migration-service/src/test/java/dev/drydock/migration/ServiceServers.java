package dev.drydock.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.local.KafkaServer;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the service needs around it; the coordinator grants every claim. */
public final class ServiceServers implements QuarkusTestResourceLifecycleManager {
  private final List<AutoCloseable> open = new ArrayList<>();

  @Override
  public Map<String, String> start() {
    var postgres = opened(PostgresServer.temporary());
    postgres.createDatabase("drydock_migration", null);
    var kafka = opened(KafkaServer.temporary());
    var store = opened(ObjectStoreServer.temporary());
    return Map.ofEntries(
        Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl("drydock_migration")),
        Map.entry("quarkus.datasource.username", postgres.superuser()),
        Map.entry("quarkus.datasource.password", postgres.superuserPassword()),
        Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
        Map.entry("drydock.object-store.endpoint", store.endpoint()),
        Map.entry("drydock.object-store.bucket", store.bucket()),
        Map.entry("drydock.object-store.access-key", store.accessKey()),
        Map.entry("drydock.object-store.secret-key-file", store.secretKeyFile().toString()),
        Map.entry("drydock.coordinator.url", grantingCoordinator()),
        Map.entry("drydock.coordinator.token-file", written("token", "worker")),
        Map.entry("drydock.access.tokens-file", written("tokens", "{\"tokens\":[]}")),
        Map.entry(
            "drydock.signing.key-file",
            written("key", Base64.getEncoder().encodeToString(new byte[32]))),
        Map.entry("quarkus.http.test-port", "0"));
  }

  private String grantingCoordinator() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/api/v1/claims",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            var answer = "{\"granted\":true}".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
      open.add(() -> server.stop(0));
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T opened(T server) {
    open.addFirst(server);
    return server;
  }

  private String written(String name, String content) {
    try {
      Path file = Files.createTempFile("migration-" + name, ".txt");
      Files.writeString(file, content);
      open.add(() -> Files.deleteIfExists(file));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    for (var server : open) {
      try {
        server.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    open.clear();
  }
}
