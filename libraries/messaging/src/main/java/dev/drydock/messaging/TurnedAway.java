package dev.drydock.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Claims that the coordinator turned away at its door: the worker's token is wrong, or they speak
 * different versions. Waiting does not mend that, so it is said loudly, and ends.
 */
@ApplicationScoped
class TurnedAway {
  private static final Logger LOG = Logger.getLogger(TurnedAway.class);
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);
  private static final int MOST_PER_COMMAND = 30;
  private static final int MOST_COMMANDS = 10_000;

  private final Map<String, Integer> timesByMessageId = new ConcurrentHashMap<>();
  private volatile @Nullable String reason;
  private long saidNanos = System.nanoTime() - SAY_AGAIN.toNanos() - 1;

  void add(String messageId, int status) {
    if (timesByMessageId.size() >= MOST_COMMANDS) {
      timesByMessageId.clear();
    }
    timesByMessageId.merge(messageId, 1, Integer::sum);
    var why =
        status == 401 || status == 403
            ? "the token in drydock.coordinator.token-file is not one of a worker"
            : "drydock.coordinator.url leads to something that does not understand claims";
    reason = why;
    say(status, why);
  }

  private synchronized void say(int status, String why) {
    if (System.nanoTime() - saidNanos > SAY_AGAIN.toNanos()) {
      saidNanos = System.nanoTime();
      LOG.warnf("the coordinator turns claims away (%d): %s", status, why);
    }
  }

  /** The coordinator has granted or refused: the door is open. */
  void answered(String messageId) {
    reason = null;
    timesByMessageId.remove(messageId);
  }

  /** Whether this command has waited long enough for somebody to mend it; asks once. */
  boolean tooOften(String messageId) {
    boolean often = timesByMessageId.getOrDefault(messageId, 0) >= MOST_PER_COMMAND;
    if (often) {
      timesByMessageId.remove(messageId);
    }
    return often;
  }

  /** What is wrong at present. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
