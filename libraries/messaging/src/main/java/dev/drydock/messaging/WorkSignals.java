package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;

/** What a worker tells the rest of its service, and asks it. */
public interface WorkSignals {
  /** There may be something new to send. */
  void outboxFilled();

  /** There may be something to claim, or a place for it. */
  void workWaits();

  /** Tells how far a command is; may be lost. */
  void tell(Message<Progress> progress);

  /** Whether claims of this command were turned away at the coordinator's door all the time. */
  boolean turnedAwayTooOften(String messageId);
}
