package dev.drydock.objectstore;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sends one request until it is answered or its attempts are spent, and names why not. */
final class StoreRequests {
  private static final Set<String> AMBIGUOUS_KEYS = Set.of("NoSuchKey", "NoSuchUpload", "NotFound");
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final int attempts;
  private final Duration backoff;

  StoreRequests(int attempts, Duration backoff) {
    this.attempts = Math.max(1, attempts);
    this.backoff = backoff;
  }

  /** What may be sent again as it is. */
  @FunctionalInterface
  interface Request<T> {
    CompletableFuture<T> send() throws Exception;
  }

  <T> T repeated(String what, Request<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(what, request);
      } catch (ObjectStoreFailure.Unavailable e) {
        if (!again(attempt)) {
          throw e;
        }
      }
    }
  }

  <T> T once(String what, Request<T> request) {
    try {
      return answer(request.send());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ObjectStoreFailure.Unavailable(what + ": interrupted");
    } catch (Exception e) {
      throw failure(what, e);
    }
  }

  private static <T> T answer(CompletableFuture<T> sent)
      throws ExecutionException, InterruptedException {
    try {
      return sent.get();
    } finally {
      sent.cancel(true);
    }
  }

  /** Waits before the next attempt; false when there is none. */
  boolean again(int attempt) {
    if (attempt >= attempts || Thread.currentThread().isInterrupted()) {
      return false;
    }
    pause(attempt);
    return true;
  }

  void pause(int attempt) {
    long longestNanos = backoff.toNanos() << Math.min(attempt - 1, 6);
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(longestNanos + 1) + TimeUnit.MILLISECONDS.toNanos(1));
  }

  /** Texts of the store or of the client never get in: they may hold headers and signatures. */
  static ObjectStoreFailure failure(String what, Throwable cause) {
    return switch (cause) {
      case ObjectStoreFailure known -> known;
      case CompletionException wrapped when wrapped.getCause() != null ->
          failure(what, wrapped.getCause());
      case ExecutionException wrapped when wrapped.getCause() != null ->
          failure(what, wrapped.getCause());
      case ErrorResponseException answered -> answered(what, answered);
      case ServerException broken ->
          new ObjectStoreFailure.Unavailable(what + ": HTTP " + broken.statusCode());
      default -> new ObjectStoreFailure.Unavailable(what + ": " + cause.getClass().getSimpleName());
    };
  }

  private static ObjectStoreFailure answered(String what, ErrorResponseException e) {
    int status = e.response() == null ? 0 : e.response().code();
    var code = plain(e.errorResponse().code());
    var text = what + ": " + code + " (HTTP " + status + ")";
    if (AMBIGUOUS_KEYS.contains(code)) {
      return new ObjectStoreFailure.Missing(keyOf(what));
    }
    if (status == 412 || code.equals("PreconditionFailed") || code.contains("Conditional")) {
      return new ObjectStoreFailure.AlreadyExists(keyOf(what));
    }
    if (code.equals("NoSuchBucket") || PASSING.contains(status) || status >= 500 || status == 0) {
      return new ObjectStoreFailure.Unavailable(text);
    }
    if (status == 404) {
      return new ObjectStoreFailure.Missing(keyOf(what));
    }
    return status == 400 && code.equals("RequestTimeout")
        ? new ObjectStoreFailure.Unavailable(text)
        : new ObjectStoreFailure.Refused(text);
  }

  private static String keyOf(String what) {
    return what.substring(what.indexOf(' ') + 1);
  }

  private static String plain(@Nullable String code) {
    return code != null && code.matches("[A-Za-z0-9_.-]{1,64}") ? code : "Unknown";
  }
}
