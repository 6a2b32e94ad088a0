package dev.drydock.verification.simulation.workers;

import org.jspecify.annotations.Nullable;

/** A row that one session at a time has locked, until its transaction ends. */
final class RowLock {
  private final boolean exclusive;
  private @Nullable Session holder;

  /**
   * @param exclusive whether it keeps anybody out: not for a mutant that reads without locking
   */
  RowLock(boolean exclusive) {
    this.exclusive = exclusive;
  }

  boolean isFreeFor(Session session) {
    var current = holder;
    return !exclusive || current == null || current == session || current.isOver();
  }

  void take(Session session) {
    holder = session;
    session.holds(this);
  }

  void leave(Session session) {
    if (holder == session) {
      holder = null;
    }
  }
}
