package dev.drydock.verification.corruptions;

import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.objectstore.ObjectStoreConfiguration;
import dev.drydock.verification.configuration.Configured;
import java.nio.file.Path;
import java.util.Map;

/** The service's defaults, read as it reads them; its keyset is made at the start. */
final class Configuration {
  static BackupConfiguration withKeyset(Path file) {
    return Configured.as(
        BackupConfiguration.class,
        Map.of(
            "drydock.backup.keyset-file", file.toString(), "drydock.backup.create-keyset", "true"));
  }

  /** The store of a server of our own. */
  static ObjectStoreConfiguration of(ObjectStoreServer server) {
    var store = "drydock.object-store.";
    return Configured.as(
        ObjectStoreConfiguration.class,
        Map.of(
            store + "endpoint", server.endpoint(),
            store + "region", server.region(),
            store + "bucket", server.bucket(),
            store + "access-key", server.accessKey(),
            store + "secret-key-file", server.secretKeyFile().toString()));
  }

  private Configuration() {}
}
