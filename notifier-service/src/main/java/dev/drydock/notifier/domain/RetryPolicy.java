package dev.drydock.notifier.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a webhook is tried again: exponential backoff with full jitter, at most an hour apart, and
 * no longer than {@code giveUpAfter} after the event.
 */
public record RetryPolicy(Duration first, Duration longest, Duration giveUpAfter) {
  private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(6);

  /**
   * @param attempt that just failed, from 1
   * @param asked by the receiver ({@code Retry-After}), {@code null} when it did not
   * @param random in [0, 1)
   * @return empty when the time is over
   */
  public Optional<Instant> next(
      int attempt, Instant createdAt, Instant now, @Nullable Duration asked, double random) {
    var at = now.plus(asked == null ? backoff(attempt, random) : capped(asked));
    return at.isAfter(createdAt.plus(giveUpAfter)) ? Optional.empty() : Optional.of(at);
  }

  private Duration backoff(int attempt, double random) {
    long ceiling =
        Math.min(longest.toMillis(), first.toMillis() << Math.clamp(attempt - 1L, 0, 20));
    return Duration.ofMillis(Math.max(first.toMillis() / 2, (long) (ceiling * random)));
  }

  private static Duration capped(Duration asked) {
    return asked.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : asked;
  }

  /**
   * How long a webhook gets nothing at all after failures in a row, so that a dead receiver costs
   * one attempt at a time.
   */
  public record Pause(Duration first, Duration longest) {
    /**
     * @param failures in a row, from 1
     * @param asked by the receiver, {@code null} when it did not
     * @param random in [0, 1)
     */
    public Duration after(int failures, @Nullable Duration asked, double random) {
      if (asked != null) {
        return capped(asked);
      }
      long ceiling =
          Math.min(longest.toMillis(), first.toMillis() << Math.clamp(failures - 1L, 0, 20));
      return Duration.ofMillis((long) (ceiling * (1 + random) / 2));
    }
  }
}
