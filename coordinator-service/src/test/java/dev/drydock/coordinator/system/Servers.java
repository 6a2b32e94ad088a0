package dev.drydock.coordinator.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.access.Roles;
import dev.drydock.local.KafkaServer;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PostgreSQL, Kafka and an object store of this test's own. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
  public static final String TOKEN = "a-token-for-tests";
  private final List<AutoCloseable> open = new ArrayList<>();

  @Override
  public Map<String, String> start() {
    var postgres = opened(PostgresServer.temporary());
    postgres.start();
    postgres.createDatabase("drydock_coordinator", null);
    var kafka = opened(KafkaServer.temporary());
    kafka.start();
    var store = opened(ObjectStoreServer.temporary());
    store.start();
    return Map.ofEntries(
        Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl("drydock_coordinator")),
        Map.entry("quarkus.datasource.username", postgres.superuser()),
        Map.entry("quarkus.datasource.password", postgres.superuserPassword()),
        Map.entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
        Map.entry("drydock.object-store.endpoint", store.endpoint()),
        Map.entry("drydock.object-store.bucket", store.bucket()),
        Map.entry("drydock.object-store.access-key", store.accessKey()),
        Map.entry("drydock.object-store.secret-key-file", store.secretKeyFile().toString()),
        Map.entry("drydock.signing.key-file", written("signing", key())),
        Map.entry("drydock.access.tokens-file", written("tokens", tokens())),
        Map.entry("drydock.send-again", "2s"),
        Map.entry("drydock.saga.backoff", "50ms"),
        Map.entry("drydock.saga.no-answer", "5s"),
        Map.entry("drydock.plan.send-again", "500ms"),
        Map.entry("drydock.plan.silence", "4s"),
        Map.entry("quarkus.http.test-port", "0"));
  }

  private <T extends AutoCloseable> T opened(T server) {
    open.addFirst(server);
    return server;
  }

  private static String key() {
    return Base64.getEncoder()
        .encodeToString("a key for tests, 32 bytes or more".getBytes(StandardCharsets.UTF_8));
  }

  /** A token that has this role alone. */
  public static String tokenOf(String role) {
    return "a-token-of-a-" + role;
  }

  private static String tokens() {
    var all = new ArrayList<String>();
    all.add(token("tester", TOKEN, Roles.ALL));
    Roles.ALL.forEach(role -> all.add(token("only-" + role, tokenOf(role), Set.of(role))));
    return "{\"tokens\":[" + String.join(",", all) + "]}";
  }

  private static String token(String name, String token, Set<String> roles) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return """
      {"name":"%s","roles":["%s"],"sha256":"%s"}\
      """
          .formatted(name, String.join("\",\"", roles), HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String written(String name, String content) {
    try {
      Path file = Files.createTempFile("coordinator-" + name, ".txt");
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
