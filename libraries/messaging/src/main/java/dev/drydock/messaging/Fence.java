package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Token;

/** Whether a command comes too late: a higher token of its tenant was seen. */
final class Fence {

  /**
   * A check without a token belongs to no attempt: it only looks, so nothing has to keep it out.
   * Whatever has an effect is held to its token, {@link Token#NONE} included.
   */
  static boolean bars(Message<? extends Command> command, long highestSeen) {
    var token = command.envelope().token();
    boolean onlyLooks = token.equals(Token.NONE) && command.data() instanceof Command.CheckTenant;
    return !onlyLooks && token.value() < highestSeen;
  }

  private Fence() {}
}
