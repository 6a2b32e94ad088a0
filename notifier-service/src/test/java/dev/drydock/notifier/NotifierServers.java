package dev.drydock.notifier;

import dev.drydock.local.KafkaServer;
import dev.drydock.local.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL and a real broker; the coordinator's place is left to the test. */
public class NotifierServers implements QuarkusTestResourceLifecycleManager {
  static final String TOKEN = "a-token-of-an-operator-0000000000000000";
  static final String VIEWER_TOKEN = "a-token-of-a-viewer-0000000000000000000";
  static final String WORKER_TOKEN = "a-token-of-a-worker-0000000000000000000";

  private @Nullable PostgresServer postgres;
  private @Nullable KafkaServer kafka;

  @Override
  public Map<String, String> start() {
    var database = PostgresServer.temporary();
    postgres = database;
    database.execute("postgres", "create role drydock_notifier login password 'notifier'");
    database.createDatabase("drydock_notifier", "drydock_notifier");
    var broker = KafkaServer.temporary();
    kafka = broker;
    try {
      return configuration(database, broker, Files.createTempDirectory("notifier-it-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> configuration(
      PostgresServer postgres, KafkaServer kafka, Path folder) throws IOException {
    var settings = new LinkedHashMap<String, String>();
    settings.put("quarkus.http.test-port", "0");
    settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("drydock_notifier"));
    settings.put("quarkus.datasource.username", "drydock_notifier");
    settings.put("quarkus.datasource.password", "notifier");
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put(
        "drydock.signing.key-file",
        file(folder, "key", Base64.getEncoder().encodeToString(new byte[32])));
    settings.put("drydock.access.tokens-file", file(folder, "tokens.json", tokens()));
    settings.put("drydock.coordinator.url", "http://127.0.0.1:" + freePort());
    settings.put("drydock.coordinator.token-file", file(folder, "token", WORKER_TOKEN));
    settings.put("drydock.webhooks.allow-networks", "127.0.0.1/32");
    settings.put("drydock.reconcile.every", "1s");
    return settings;
  }

  private static String tokens() {
    return """
    {"tokens":[
      {"name":"ana","roles":["viewer","operator"],"sha256":"%s"},
      {"name":"vera","roles":["viewer"],"sha256":"%s"},
      {"name":"worker","roles":["worker"],"sha256":"%s"}]}\
    """
        .formatted(sha256(TOKEN), sha256(VIEWER_TOKEN), sha256(WORKER_TOKEN));
  }

  private static String sha256(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String file(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    if (kafka != null) {
      kafka.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
