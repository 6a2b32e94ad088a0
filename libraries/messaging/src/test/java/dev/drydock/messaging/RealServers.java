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
import org.jspecify.annotations.Nullable;

/** A real broker and a real database for a whole Quarkus application. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {
  private @Nullable PostgresServer postgres;
  private @Nullable KafkaServer kafka;

  @Override
  public Map<String, String> start() {
    var database = PostgresServer.temporary();
    postgres = database;
    database.execute("postgres", "CREATE DATABASE drydock_messaging");
    var broker = KafkaServer.temporary();
    kafka = broker;
    var settings = new HashMap<String, String>();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl("drydock_messaging"));
    settings.put("quarkus.datasource.username", database.superuser());
    settings.put("quarkus.datasource.password", database.superuserPassword());
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
  public void inject(TestInjector injector) {
    injector.injectIntoFields(kafka, new TestInjector.MatchesType(KafkaServer.class));
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
