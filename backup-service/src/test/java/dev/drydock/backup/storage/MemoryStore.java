package dev.drydock.backup.storage;

import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import dev.drydock.objectstore.SourceBroken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A store that may be told to be down, and whose objects a test may damage. */
final class MemoryStore implements ObjectStore {
  final TreeMap<String, byte[]> objects = new TreeMap<>();
  boolean down;

  byte[] bytes(String key) {
    return Objects.requireNonNull(objects.get(key));
  }

  private void answer() {
    if (down) {
      throw new ObjectStoreFailure.Unavailable("down");
    }
  }

  @Override
  public Stored put(String key, InputStream content, LongConsumer bytesSoFar) {
    answer();
    if (objects.containsKey(key)) {
      throw new ObjectStoreFailure.AlreadyExists(key);
    }
    try (var digested = new DigestInputStream(content, SealedStream.sha256())) {
      var bytes = digested.readAllBytes();
      objects.put(key, bytes);
      bytesSoFar.accept(bytes.length);
      return new Stored(
          key, bytes.length, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    } catch (IOException e) {
      throw new SourceBroken(key, e);
    }
  }

  @Override
  public InputStream get(String key) {
    answer();
    return new ByteArrayInputStream(
        Optional.ofNullable(objects.get(key))
            .orElseThrow(() -> new ObjectStoreFailure.Missing(key)));
  }

  @Override
  public Optional<Stat> stat(String key) {
    answer();
    return Optional.ofNullable(objects.get(key)).map(bytes -> stat(key, bytes));
  }

  private static Stat stat(String key, byte[] bytes) {
    return new Stat(key, bytes.length, Instant.EPOCH);
  }

  @Override
  public Stream<Stat> list(String prefix) {
    answer();
    return objects.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .map(e -> stat(e.getKey(), e.getValue()))
        .toList()
        .stream();
  }

  @Override
  public void delete(String key) {
    answer();
    objects.remove(key);
  }

  @Override
  public int sweepPendingUploads(Duration olderThan) {
    answer();
    return 0;
  }
}
