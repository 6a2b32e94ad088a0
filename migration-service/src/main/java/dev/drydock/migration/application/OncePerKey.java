package dev.drydock.migration.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes each value once, however many ask at the same time, and keeps the latest few. A failure is
 * told to those who waited and not kept.
 */
final class OncePerKey<K, V> {
  private final int limit;
  private final Pace pace;
  private final Map<K, CompletableFuture<V>> values = new LinkedHashMap<>(16, 0.75f, true);

  OncePerKey(int limit, Pace pace) {
    this.limit = limit;
    this.pace = pace;
  }

  V get(K key, Supplier<V> make) {
    var mine = new CompletableFuture<V>();
    var known = claim(key, mine);
    if (known != null) {
      return joined(known);
    }
    try {
      mine.complete(make.get());
    } catch (RuntimeException | Error e) {
      forget(key, mine);
      mine.completeExceptionally(e);
    }
    return joined(mine);
  }

  private synchronized @Nullable CompletableFuture<V> claim(K key, CompletableFuture<V> mine) {
    var known = values.putIfAbsent(key, mine);
    if (known == null && values.size() > limit) {
      values.remove(values.keySet().iterator().next());
    }
    return known;
  }

  private synchronized void forget(K key, CompletableFuture<V> mine) {
    values.remove(key, mine);
  }

  private V joined(CompletableFuture<V> future) {
    try {
      return pace.await(future);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
