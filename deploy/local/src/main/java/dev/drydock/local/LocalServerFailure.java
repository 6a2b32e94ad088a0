package dev.drydock.local;

import org.jspecify.annotations.Nullable;

/** A server on this machine could not be found, started or stopped; the message says what to do. */
public final class LocalServerFailure extends RuntimeException {
  public LocalServerFailure(String message) {
    super(message);
  }

  public LocalServerFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
