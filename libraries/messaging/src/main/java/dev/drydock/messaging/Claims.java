package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;

/**
 * Asks the coordinator right before the first destructive statement. Repeatable by the same
 * execution, refused to any other; no answer means no effect.
 */
public interface Claims {
  /**
   * @return {@code UNANSWERED} after every bounded attempt failed; never throws for a network fault
   */
  Answer claim(Message<? extends Command> command, String executionId);

  enum Answer {
    GRANTED,
    REFUSED,
    UNANSWERED
  }
}
