package dev.drydock.migration.storage;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A store of a few bundles in memory. */
public final class InMemoryStore implements ObjectStore {
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private volatile boolean away;

  public ReleaseReference put(byte[] bundle) {
    return put("app", "1", "1", bundle);
  }

  public ReleaseReference put(String name, String version, String schemaVersion, byte[] bundle) {
    var sha256 = sha256(bundle);
    var key = "bundles/" + sha256 + ".zip";
    objects.put(key, bundle);
    return new ReleaseReference(name, version, schemaVersion, sha256, key);
  }

  public void replace(String key, byte[] content) {
    objects.put(key, content);
  }

  public void goAway() {
    away = true;
  }

  @Override
  public InputStream get(String key) {
    if (away) {
      throw new ObjectStoreFailure.Unavailable("away");
    }
    var content = objects.get(key);
    if (content == null) {
      throw new ObjectStoreFailure.Missing(key);
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public Stored put(String key, InputStream content, LongConsumer bytesSoFar) {
    throw new UnsupportedOperationException("bundles are only read here");
  }

  @Override
  public Optional<Stat> stat(String key) {
    throw new UnsupportedOperationException("bundles are only read here");
  }

  @Override
  public Stream<Stat> list(String prefix) {
    throw new UnsupportedOperationException("bundles are only read here");
  }

  @Override
  public void delete(String key) {
    throw new UnsupportedOperationException("bundles are only read here");
  }

  @Override
  public int sweepPendingUploads(Duration olderThan) {
    throw new UnsupportedOperationException("bundles are only read here");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
