package dev.drydock.coordinator.application;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers of earlier requests, by their idempotency key. */
public interface StoredAnswers {
  /**
   * @param location of what was created, {@code null} when nothing was
   * @param body JSON, {@code null} when there is none
   */
  record Answer(int status, @Nullable String location, @Nullable String body) {}

  /** What the key was used for, and the answer. */
  record Known(String requestSha256, Answer answer) {}

  /**
   * Reserves the key until the transaction ends; a concurrent transaction with the same key waits
   * for that here.
   *
   * @return empty when the key is new and now reserved
   */
  Optional<Known> reserve(String caller, String key, String requestSha256, Instant at);

  /** Stores the answer in the transaction that reserved the key. */
  void store(String caller, String key, Answer answer);

  /** Forgets keys reserved before this; returns how many. */
  int forgetBefore(Instant time);
}
