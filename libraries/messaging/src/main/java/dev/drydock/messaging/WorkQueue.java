package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import java.util.List;

/**
 * The worker's accepted commands, each with its lease and, once finished, its outcome. Accepting
 * takes milliseconds; a known command is never just dropped: finished, its outcome is sent again;
 * running, its progress is; unknown, it is executed.
 */
public interface WorkQueue {
  /** Records the commands of one poll in one transaction. */
  void accept(List<Message<? extends Command>> commands);
}
