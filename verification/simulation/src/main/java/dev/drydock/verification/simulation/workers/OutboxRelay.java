package dev.drydock.verification.simulation.workers;

import dev.drydock.verification.simulation.kernel.Signal;
import dev.drydock.verification.simulation.network.Broker;
import java.time.Duration;

/** Sends what lies in an outbox: a row leaves it when the broker has acknowledged. */
record OutboxRelay(WorkRows rows, Broker broker, Life life, Alterations alterations) {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofSeconds(5);

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
        life.point("forgotten");
      }
      sent |= send(row);
    }
    return sent;
  }

  private boolean send(WorkRows.Sending row) {
    try {
      broker.send(row.letter().topic(), row.letter().message());
      rows.acknowledged(row);
      life.point("acknowledged");
      rows.forget(row);
      return true;
    } catch (Broker.Unavailable e) {
      return false;
    }
  }
}
