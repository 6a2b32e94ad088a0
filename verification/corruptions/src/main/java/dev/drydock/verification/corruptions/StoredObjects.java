package dev.drydock.verification.corruptions;

import dev.drydock.objectstore.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Objects behind the service's back; {@link #close} puts everything back. */
final class StoredObjects implements AutoCloseable {
  private final ObjectStore store;
  private final Map<String, byte[]> before = new LinkedHashMap<>();

  StoredObjects(ObjectStore store) {
    this.store = store;
  }

  byte[] get(String key) {
    try (var object = store.get(key)) {
      return object.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other bytes under the same key. */
  void replace(String key, byte[] bytes) {
    remove(key);
    store.put(key, new ByteArrayInputStream(bytes), _ -> {});
  }

  void remove(String key) {
    before.computeIfAbsent(key, this::get);
    store.delete(key);
  }

  boolean changed() {
    return before.entrySet().stream()
        .anyMatch(object ->
            !Optional.of(object.getKey())
                .filter(key -> store.stat(key).isPresent())
                .map(this::get)
                .map(now -> java.util.Arrays.equals(now, object.getValue()))
                .orElse(false));
  }

  @Override
  public void close() {
    before.forEach((key, bytes) -> {
      store.delete(key);
      store.put(key, new ByteArrayInputStream(bytes), _ -> {});
    });
  }
}
