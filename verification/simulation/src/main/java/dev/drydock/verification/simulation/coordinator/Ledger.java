package dev.drydock.verification.simulation.coordinator;

import dev.drydock.verification.simulation.kernel.Fault;
import dev.drydock.verification.simulation.kernel.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The coordinator's database: one transaction after the other, each whole or not at all. A
 * transaction's end is a scheduling point, where its answer may be lost or its client may die.
 */
final class Ledger {
  private final Kernel kernel;
  private final List<Table<?, ?>> tables = new ArrayList<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final List<Runnable> committed = new ArrayList<>();
  private boolean open;
  private long transactions;

  Ledger(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The connection is lost; whether it was committed, nobody knows. */
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable() {
      super("the connection to the ledger was lost", null, false, false);
    }
  }

  /** The ledger does not hold such rows; the transaction is undone. */
  static final class ConstraintViolated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConstraintViolated(String constraint) {
      super(constraint);
    }
  }

  void add(Table<?, ?> table) {
    tables.add(table);
  }

  void undo(Runnable step) {
    if (!open) {
      throw new IllegalStateException("a change outside of a transaction");
    }
    undo.push(step);
  }

  /** Runs when, and only when, the transaction that is open commits. */
  void whenCommitted(Runnable then) {
    committed.add(then);
  }

  boolean isOpen() {
    return open;
  }

  /**
   * @throws Unavailable when nobody knows whether it was committed
   */
  <T> T transaction(String name, Supplier<T> work) {
    if (open) {
      return work.get();
    }
    kernel.point("begins " + name);
    T result = run(work);
    boolean answerLost = kernel.faults().happens(Fault.EXECUTED_BUT_TIMED_OUT, 0.5);
    kernel.point("committed " + name);
    if (answerLost) {
      kernel.history().tell(kernel.running().name(), "does not hear that it committed " + name);
      throw new Unavailable();
    }
    return result;
  }

  /** Before the run: nothing goes wrong. */
  void fill(Runnable work) {
    run(() -> {
      work.run();
      return true;
    });
  }

  void perform(String name, Runnable work) {
    transaction(
        name,
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T run(Supplier<T> work) {
    open = true;
    transactions++;
    try {
      T result = work.get();
      undo.clear();
      var then = List.copyOf(committed);
      committed.clear();
      then.forEach(Runnable::run);
      return result;
    } finally {
      undo.forEach(Runnable::run);
      undo.clear();
      committed.clear();
      open = false;
    }
  }

  long transactions() {
    return transactions;
  }

  /** A backup of it all: running it sets the ledger back to now. */
  Runnable snapshot() {
    var copies = tables.stream().map(Table::copy).toList();
    return () -> copies.forEach(Runnable::run);
  }
}
