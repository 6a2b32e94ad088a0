package dev.drydock.messaging;

import java.util.Collection;
import java.util.Set;

/** The IDs of the messages that this service has handled. */
public interface Inbox {
  /**
   * Records the IDs and says which of them are new; one statement for the whole batch.
   *
   * @throws IllegalStateException outside a transaction
   */
  Set<String> admit(Collection<String> messageIds);
}
