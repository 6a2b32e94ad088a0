package dev.drydock.backup.application;

import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/** Dumps in the object store: compressed, encrypted, digested; memory does not grow with size. */
public interface Archives {
  /**
   * Streams the dump into a new object. A crash leaves nothing, or an object without a manifest.
   *
   * @param storedSoFar called with the number of stored bytes
   * @throws dev.drydock.objectstore.ObjectStoreFailure when the store did not take it
   */
  Stored store(ArchiveId id, Dump dump, LongConsumer storedSoFar);

  /** Writes a dump to its end; what it throws is thrown by {@link #store}. */
  @FunctionalInterface
  interface Dump {
    void to(OutputStream archive);
  }

  record Stored(String sha256, long sizeBytes) {}

  /**
   * Opens the manifest's archive, and afterwards reads whatever was left of it: every stored byte
   * is compared with the manifest's digest.
   *
   * @throws BackupFailure when it is missing or not what was stored, whatever the reading made of
   *     it
   */
  <T> T readWhole(Manifest manifest, Reading<T> reading);

  /** As {@link #readWhole}, for a reading that may need none of it and judges by itself. */
  <T> T read(Manifest manifest, Reading<T> reading);

  /** Reads a dump as it was written. */
  @FunctionalInterface
  interface Reading<T> {
    T from(InputStream archive) throws IOException;
  }

  /** Archives that were stored before this age, by the store's clock. */
  List<ArchiveId> olderThan(Duration age);

  void delete(ArchiveId id);

  /** Aborts uploads that were begun before this age. */
  int sweepPendingUploads(Duration age);
}
