package dev.drydock.verification.simulation.workers;

import dev.drydock.verification.simulation.kernel.Signal;
import java.time.Duration;

/** Sends what lies in an outbox: a row leaves it when the broker has acknowledged. */
record OutboxRelay(WorkRows rows, Links links, Life life, Alterations alterations) {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofSeconds(1);

  void run(Signal filled) {
    while (true) {
      if (!turn()) {
        filled.await(POLL);
      }
    }
  }

  /**
   * @return whether something was sent
   */
  private boolean turn() {
    life.point("relay");
    if (rows.isSent() || !rows.leaseRelay(life.name(), life.now(), life.now().plus(LEASE))) {
      return false;
    }
    boolean sent = false;
    for (var row : rows.due()) {
      if (alterations.forgetsBeforeItSends()) {
        rows.forget(row);
      }
      life.point("send");
      if (links.send(life, row.letter().topic(), row.letter().message())) {
        life.point("sent");
        rows.forget(row);
        sent = true;
      }
    }
    return sent;
  }
}
