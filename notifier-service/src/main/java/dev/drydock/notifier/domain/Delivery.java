package dev.drydock.notifier.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param messageId the event's own ID: equal for every attempt, so that receivers can dedupe
 * @param attempt that is being made, from 1
 */
public record Delivery(
    long id,
    UUID webhook,
    String messageId,
    String type,
    String body,
    int attempt,
    Instant createdAt) {

  /** What an attempt came to. */
  public sealed interface Outcome {
    /** Any 2xx. */
    record Delivered(int status) implements Outcome {}

    /**
     * @param status 0 without an answer
     * @param code {@code HTTP_STATUS}, {@code TIMEOUT}, {@code UNREACHABLE}, {@code TLS}, {@code
     *     SECRET_UNRESOLVED}, {@code ADDRESS_REFUSED}, {@code REDIRECT}
     * @param retryAfter what the receiver asked for, {@code null} when it did not
     */
    record Failed(int status, String code, @Nullable Duration retryAfter) implements Outcome {}

    /** 410: the receiver wants no more. */
    record Gone() implements Outcome {}
  }
}
