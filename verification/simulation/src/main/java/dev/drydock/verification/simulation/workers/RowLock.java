package dev.drydock.verification.simulation.workers;

import org.jspecify.annotations.Nullable;

/** A row that one session at a time has locked, until its transaction ends. */
final class RowLock {
  private @Nullable Session holder;

  boolean isFreeFor(Session session) {
    var current = holder;
    return current == null || current == session || current.isOver();
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
