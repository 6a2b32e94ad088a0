package dev.drydock.backup.application;

import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.objectstore.ObjectStoreFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Archives in memory. */
final class FakeArchives implements Archives {
  final TreeMap<String, byte[]> stored = new TreeMap<>();
  boolean down;

  @Override
  public Stored store(ArchiveId id, Dump dump, LongConsumer storedSoFar) {
    if (down) {
      throw new ObjectStoreFailure.Unavailable("down");
    }
    var out = new ByteArrayOutputStream();
    dump.to(out);
    stored.put(id.value(), out.toByteArray());
    return new Stored("sha-" + id, out.size());
  }

  @Override
  public <T> T readWhole(Manifest manifest, Reading<T> reading) {
    if (down) {
      throw new ObjectStoreFailure.Unavailable("down");
    }
    var bytes = stored.get(manifest.archive().value());
    if (bytes == null) {
      throw new BackupFailure.Missing(manifest.archive().value());
    }
    if (bytes.length != manifest.archiveSizeBytes()) {
      throw new BackupFailure.Corrupt(manifest.archive().value(), "truncated");
    }
    try {
      return reading.from(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> T read(Manifest manifest, Reading<T> reading) {
    return readWhole(manifest, reading);
  }

  @Override
  public List<ArchiveId> olderThan(Duration age) {
    return stored.keySet().stream().map(ArchiveId::new).toList();
  }

  @Override
  public void delete(ArchiveId id) {
    stored.remove(id.value());
  }

  @Override
  public int sweepPendingUploads(Duration age) {
    return 0;
  }
}
