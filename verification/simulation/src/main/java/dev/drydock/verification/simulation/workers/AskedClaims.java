package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.Claims;
import dev.drydock.verification.simulation.network.ClaimRequests;
import java.time.Duration;

/** Claims by the network: a few bounded attempts, as the real client makes them. */
record AskedClaims(ClaimRequests requests, Life life) implements Claims {
  private static final int ATTEMPTS = 3;

  @Override
  public Answer claim(Message<? extends Command> command, String executionId) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var answer = requests.ask(life.process(), command, executionId);
      if (answer != Answer.UNANSWERED) {
        life.tell("claim of " + command.envelope().id() + " " + answer);
        return answer;
      }
      life.sleep(Duration.ofMillis(life.drawn(200L << attempt)));
    }
    life.tell("claim of " + command.envelope().id() + " unanswered");
    return Answer.UNANSWERED;
  }
}
