package dev.drydock.local.stack;

import dev.drydock.local.KafkaServer;
import dev.drydock.local.LocalFiles;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes one service's configuration as a properties file that only its owner may read. */
record ServiceProperties(
    StackSecrets secrets,
    PostgresServer postgres,
    KafkaServer kafka,
    ObjectStoreServer store,
    URI coordinatorUrl,
    StackSettings settings) {

  /** Shorter than a cluster's: on one machine a process is gone when it does not answer. */
  private static final Map<String, String> SHORT_TIMES =
      Map.of(
          "drydock.work.lease", "10s",
          "drydock.work.renew", "2s",
          "drydock.work.self-stop", "7s",
          "drydock.send-again", "5s");

  Path write(Service service, int port, Path file) {
    var properties = new TreeMap<String, String>(SHORT_TIMES);
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    properties.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(service.database()));
    properties.put("quarkus.datasource.username", service.database());
    properties.put("quarkus.datasource.password", secrets.databasePassword(service));
    properties.put("drydock.signing.key-file", secrets.signingKeyFile().toString());
    properties.put("drydock.access.tokens-file", secrets.tokensFile().toString());
    properties.put("drydock.coordinator.url", coordinatorUrl.toString());
    properties.put("drydock.coordinator.token-file", secrets.tokenFile(service).toString());
    properties.putAll(objectStore());
    if (service == Service.BACKUP) {
      properties.put("drydock.backup.keyset-file", secrets.keysetFile().toString());
      properties.put("drydock.backup.create-keyset", Boolean.toString(isFirstStart()));
    }
    properties.putAll(settings.configuration(service));
    LocalFiles.writeSecret(file, text(properties));
    return file;
  }

  /** A keyset that is lost must not be replaced in silence while backups need it. */
  private boolean isFirstStart() {
    try (var objects = Files.list(store.objects())) {
      return objects.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> objectStore() {
    return Map.of(
        "drydock.object-store.endpoint", store.endpoint(),
        "drydock.object-store.region", store.region(),
        "drydock.object-store.bucket", store.bucket(),
        "drydock.object-store.access-key", store.accessKey(),
        "drydock.object-store.secret-key-file", store.secretKeyFile().toString());
  }

  private static String text(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(property -> property.getKey() + "=" + property.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
