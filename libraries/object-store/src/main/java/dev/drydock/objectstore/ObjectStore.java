package dev.drydock.objectstore;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** The one bucket that this installation keeps its bundles, archives and manifests in. */
public interface ObjectStore {
  /**
   * Streams to its end into a new object, in parts of 16 MiB, constant memory; the object is
   * visible only when complete. A crash leaves a pending upload for {@link #sweepPendingUploads}.
   *
   * @param bytesSoFar called with the number of bytes sent so far
   * @return size in bytes and hex SHA-256, counted on the way through
   * @throws ObjectStoreFailure.AlreadyExists when the key exists: keys are never overwritten
   * @throws ObjectStoreFailure.Unavailable when the store does not answer; the caller may try again
   *     under the same key
   */
  Stored put(String key, InputStream content, LongConsumer bytesSoFar);

  /**
   * @return the content; the caller closes it
   * @throws ObjectStoreFailure.Missing when there is no such object
   */
  InputStream get(String key);

  /** Empty when there is no such object: absent is not unreachable. */
  Optional<Stat> stat(String key);

  /** Keys with this prefix, in the store's order; lazily read. */
  Stream<Stat> list(String prefix);

  /** Deletes; no error when it is gone already. */
  void delete(String key);

  /** Aborts multipart uploads that were started before this age. */
  int sweepPendingUploads(java.time.Duration olderThan);

  record Stored(String key, long sizeBytes, String sha256) {}

  record Stat(String key, long sizeBytes, java.time.Instant modifiedAt) {}
}
