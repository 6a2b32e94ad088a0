package dev.drydock.coordinator.http;

import dev.drydock.access.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request per key at a time in this process, so that those who wait hold no connection; between
 * processes the database's unique index does the same.
 */
@ApplicationScoped
class KeyGate {
  private static final long WAIT_SECONDS = 30;
  private final ConcurrentHashMap<String, Turnstile> turnstiles = new ConcurrentHashMap<>();

  private record Turnstile(Semaphore semaphore, int users) {
    Turnstile plus(int more) {
      return new Turnstile(semaphore, users + more);
    }
  }

  /** Held until closed. */
  interface Passage extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits up to 30 s. */
  Passage enter(String key) throws InterruptedException {
    var turnstile =
        turnstiles.compute(
            key, (_, known) -> known == null ? new Turnstile(new Semaphore(1), 1) : known.plus(1));
    if (!turnstile.semaphore().tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
      leave(key);
      throw Problem.of("request-in-progress", "The same request is still being worked on", 409)
          .detail("A request with this Idempotency-Key has not ended; send it again later.")
          .exception();
    }
    return () -> {
      turnstile.semaphore().release();
      leave(key);
    };
  }

  private void leave(String key) {
    turnstiles.computeIfPresent(key, (_, known) -> lessOne(known));
  }

  private static @Nullable Turnstile lessOne(Turnstile known) {
    return known.users() == 1 ? null : known.plus(-1);
  }
}
