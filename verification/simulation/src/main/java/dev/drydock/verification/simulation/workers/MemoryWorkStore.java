package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Message;
import dev.drydock.messaging.WorkStore;
import java.util.function.Function;

/** The work store as one replica reaches it. */
record MemoryWorkStore(WorkRows rows, Life life, Alterations alterations) implements WorkStore {
  @Override
  public Outgoing outgoing(String topic, Message<?> message) {
    return new WorkRows.Letter(topic, message);
  }

  @Override
  public <T> T inTransaction(Function<Transaction, T> work) {
    life.point("transaction");
    if (life.happens(Mishap.CONNECTION_LOST)) {
      throw new Unavailable("not reached", null);
    }
    T value;
    try {
      value = work.apply(new RowsTransaction(rows, life, alterations.forgetsCommands()));
      rows.committed();
    } catch (RuntimeException e) {
      rows.rolledBack();
      throw e;
    }
    if (life.happens(Mishap.EXECUTED_BUT_TIMED_OUT)) {
      throw new Unavailable("nobody knows", null);
    }
    return value;
  }
}
