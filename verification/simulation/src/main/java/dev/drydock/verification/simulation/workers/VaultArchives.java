package dev.drydock.verification.simulation.workers;

import dev.drydock.backup.application.Archives;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.objectstore.ObjectStoreFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Archives in the vault; what was altered does not open, as with the product's seals. */
record VaultArchives(ObjectVault vault, Life client) implements Archives {
  @Override
  public Stored store(ArchiveId id, Dump dump, LongConsumer storedSoFar) {
    var out = new ByteArrayOutputStream();
    dump.to(out);
    var bytes = out.toByteArray();
    storedSoFar.accept(bytes.length / 2);
    client.sleep(Duration.ofMillis(50 + client.drawn(2000)));
    storedSoFar.accept(bytes.length);
    vault.put(client, id.key(), bytes);
    return new Stored(digest(bytes), bytes.length);
  }

  private static String digest(byte[] bytes) {
    return "%08x".formatted(Arrays.hashCode(bytes));
  }

  @Override
  public <T> T readWhole(Manifest manifest, Reading<T> reading) {
    var value = read(manifest, reading);
    if (!digest(opened(manifest)).equals(manifest.archiveSha256())) {
      throw corrupt(manifest);
    }
    return value;
  }

  @Override
  public <T> T read(Manifest manifest, Reading<T> reading) {
    var bytes = opened(manifest);
    if (bytes.length != manifest.archiveSizeBytes()) {
      throw corrupt(manifest);
    }
    client.sleep(Duration.ofMillis(50 + client.drawn(1000)));
    try {
      return reading.from(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] opened(Manifest manifest) {
    try {
      var object = vault.get(client, manifest.archive().key());
      if (!object.isWhole()) {
        throw corrupt(manifest);
      }
      return object.bytes();
    } catch (ObjectStoreFailure.Missing e) {
      throw new BackupFailure.Missing(manifest.archive().value());
    }
  }

  private static BackupFailure.Corrupt corrupt(Manifest manifest) {
    return new BackupFailure.Corrupt(manifest.archive().value(), "It was altered.");
  }

  @Override
  public List<ArchiveId> olderThan(Duration age) {
    return List.of();
  }

  @Override
  public void delete(ArchiveId id) {
    vault.delete(client, id.key());
  }

  @Override
  public int sweepPendingUploads(Duration age) {
    return 0;
  }
}
