package dev.drydock.verification.corruptions;

import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.backup.storage.SealedStorage;
import dev.drydock.local.DrydockRole;
import dev.drydock.local.ObjectStoreServer;
import dev.drydock.local.PostgresServer;
import dev.drydock.objectstore.S3ObjectStore;
import dev.drydock.tenantdatabases.ReferencedCredentials;
import dev.drydock.tenantdatabases.postgres.PostgresSettings;
import dev.drydock.tenantdatabases.postgres.PostgresTenantDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * A PostgreSQL server and an S3 server as processes of their own, with what the backup service
 * opens on them. The server does not flush: it is never crashed here.
 */
final class Servers implements AutoCloseable {
  private static final Map<String, String> WITHOUT_FLUSHES =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "synchronous_commit", "off",
          "autovacuum", "off",
          "max_wal_size", "4GB");

  final PostgresServer postgres;
  final DrydockRole role;
  final PostgresTenantDatabases databases;
  final S3ObjectStore objects;
  final SealedStorage storage;
  final BackupConfiguration configuration;
  private final ObjectStoreServer objectStore;
  private final Path folder;

  private Servers(
      PostgresServer postgres, ObjectStoreServer objectStore, Path folder, Clock clock) {
    this.postgres = postgres;
    this.objectStore = objectStore;
    this.folder = folder;
    role = DrydockRole.createOn(postgres);
    databases =
        new PostgresTenantDatabases(
            new ReferencedCredentials(),
            PostgresSettings.defaults().withTools(postgres.binaries()));
    objects = S3ObjectStore.open(Configuration.of(objectStore));
    configuration = Configuration.withKeyset(folder.resolve("keyset.json"));
    storage = SealedStorage.open(objects, configuration, clock);
  }

  static Servers start(Clock clock) {
    var postgres = PostgresServer.temporary(WITHOUT_FLUSHES);
    try {
      var objectStore = ObjectStoreServer.temporary();
      try {
        return new Servers(
            postgres, objectStore, Files.createTempDirectory("drydock-corruptions"), clock);
      } catch (RuntimeException | IOException e) {
        objectStore.close();
        throw e;
      }
    } catch (IOException e) {
      postgres.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  @Override
  public void close() {
    objects.close();
    objectStore.close();
    postgres.close();
    try {
      Files.deleteIfExists(configuration.keysetFile());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
