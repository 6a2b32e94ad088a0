package dev.drydock.messaging;

import dev.drydock.local.KafkaServer;
import dev.drydock.local.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A real broker and a real database for a whole Quarkus application. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {
  private PostgresServer postgres;
  private KafkaServer kafka;

  @Override
  public Map<String, String> start() {
    postgres = PostgresServer.temporary();
    postgres.execute("postgres", "CREATE DATABASE drydock_messaging");
    kafka = KafkaServer.temporary();
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("drydock_messaging"));
    settings.put("quarkus.datasource.username", postgres.superuser());
    settings.put("quarkus.datasource.password", postgres.superuserPassword());
    settings.put("drydock.signing.key-file", keyFile());
    return settings;
  }

  private static String keyFile() {
    try {
      var file = Files.createTempFile("messaging-key", ".txt");
      file.toFile().deleteOnExit();
      return Files.writeString(file, Base64.getEncoder().encodeToString(Samples.KEY)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    kafka.close();
    postgres.close();
  }
}
