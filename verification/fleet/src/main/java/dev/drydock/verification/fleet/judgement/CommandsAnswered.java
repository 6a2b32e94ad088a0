package dev.drydock.verification.fleet.judgement;

import java.util.ArrayList;
import java.util.List;

/** Every command has an outcome, and no message waits in an outbox longer than 30 s. */
final class CommandsAnswered implements Invariant {
  private static final long OLDEST_MS = 30_000;

  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    for (var work : seen.work()) {
      found.add(
          "%s: %s for %s under token %d is %s (%s)"
              .formatted(
                  work.service(),
                  work.type(),
                  work.tenant(),
                  work.token(),
                  work.state(),
                  work.command()));
    }
    for (var message : seen.outboxes()) {
      if (message.refused() != null) {
        found.add(
            "%s: message %d was refused: %s"
                .formatted(message.service(), message.id(), message.refused()));
      } else if (message.ageMs() > OLDEST_MS) {
        found.add(
            "%s: message %d waits for %d ms"
                .formatted(message.service(), message.id(), message.ageMs()));
      }
    }
    return found;
  }
}
