package dev.drydock.verification.fleet;

import org.jspecify.annotations.Nullable;

/** The stack or the fleet could not be set up or steered; says nothing about the promise. */
public final class StackFailure extends RuntimeException {
  public StackFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public StackFailure(String message) {
    super(message);
  }
}
