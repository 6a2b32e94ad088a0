package dev.drydock.notifier.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.notifier.domain.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be sent, kept until it was: at least once, in the order of each tenant's events. */
public interface Deliveries {
  /** Plans these logged events for every webhook that wants them, in the caller's transaction. */
  void plan(List<Message<? extends Event>> logged);

  /** Plans a message that is no event of an upgrade. */
  long planOne(UUID webhook, String messageId, String type, String body, Instant now);

  /**
   * Leases what is due: of each tenant only the oldest, so that order holds. Whoever holds an
   * expired lease may find its delivery sent twice.
   *
   * @param perWebhook leases that one webhook may have at once; one while it fails
   */
  List<Delivery> lease(int limit, int perWebhook, Instant now, Duration lease);

  /** Ignored when the lease was lost: {@code attempt} is the lease's own. */
  void delivered(long id, int attempt, int status, Instant now);

  /**
   * @param nextAt {@code null} to give up
   */
  void failed(long id, int attempt, int status, String code, @Nullable Instant nextAt);

  /** Newest first. */
  List<State> of(UUID webhook, int limit);

  /**
   * Due again at once, with all its attempts.
   *
   * @return whether there is such a delivery of this webhook
   */
  boolean again(UUID webhook, long id, Instant now);

  /** Drops what was delivered or given up before. */
  int dropOlderThan(Instant time);

  /**
   * @param state {@code PENDING}, {@code DELIVERED} or {@code GIVEN_UP}
   * @param lastStatus of HTTP, 0 when there was no answer yet
   */
  record State(
      long id,
      String messageId,
      String type,
      String state,
      int attempts,
      int lastStatus,
      @Nullable String lastError,
      Instant createdAt,
      @Nullable Instant nextAt,
      @Nullable Instant deliveredAt) {}
}
