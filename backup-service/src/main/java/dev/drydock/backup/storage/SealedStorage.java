package dev.drydock.backup.storage;

import dev.drydock.backup.application.Archives;
import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.backup.application.Manifests;
import dev.drydock.objectstore.ObjectStore;
import java.time.Clock;

/** Archives and manifests in the store, put together without a container. */
public record SealedStorage(Archives archives, Manifests manifests) {

  public static SealedStorage open(
      ObjectStore store, BackupConfiguration configuration, Clock clock) {
    var keyset = new KeysetFile(configuration);
    keyset.open();
    return new SealedStorage(
        new SealedArchives(store, keyset, configuration, clock),
        new SignedManifests(store, keyset));
  }
}
