package dev.drydock.verification.simulation.workers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A session as its server sees it: it may outlive the client that opened it. */
final class Session {
  static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(5);

  final String tenant;

  /** 0 of readers; negative of the application's own. */
  final long token;

  final Place place;
  private final Supplier<Instant> clock;
  private final BooleanSupplier clientGone;
  private final Duration lag;
  private final Set<RowLock> locks = new HashSet<>();
  private final List<UnaryOperator<Content>> changes = new ArrayList<>();
  private final List<Runnable> effects = new ArrayList<>();
  private @Nullable Instant terminatedAt;
  private @Nullable Instant clientMissedAt;
  private Instant lastHeard;
  private boolean connectionCut;
  private boolean executing;
  private boolean over;
  private boolean inTransaction;
  private boolean repeatableRead;
  private long fenceSeen;

  /**
   * @param lag until the server notices that its client is gone
   */
  Session(
      String tenant,
      long token,
      Place place,
      Supplier<Instant> clock,
      BooleanSupplier clientGone,
      Duration lag) {
    this.tenant = tenant;
    this.token = token;
    this.place = place;
    this.clock = clock;
    this.clientGone = clientGone;
    this.lag = lag;
    this.lastHeard = clock.get();
  }

  void holds(RowLock lock) {
    locks.add(lock);
  }

  /** Whether nothing of it can take effect any more; what runs is ended by its server alone. */
  boolean isOver() {
    if (over) {
      return true;
    }
    var now = clock.get();
    boolean idle = !executing && (clientIsMissed(now) || idlesInTransaction(now));
    if (idle || isTerminated(now)) {
      end();
    }
    return over;
  }

  private boolean isTerminated(Instant now) {
    return terminatedAt != null && !now.isBefore(terminatedAt);
  }

  private boolean clientIsMissed(Instant now) {
    if (!connectionCut && !clientGone.getAsBoolean()) {
      return false;
    }
    if (clientMissedAt == null) {
      clientMissedAt = now.plus(lag);
    }
    return !now.isBefore(clientMissedAt);
  }

  private boolean idlesInTransaction(Instant now) {
    return inTransaction && lastHeard.plus(IDLE_IN_TRANSACTION).isBefore(now);
  }

  void end() {
    rollback();
    over = true;
  }

  /** The server will end it at that time, unless its statement is done before. */
  void terminate(Instant at) {
    if (terminatedAt == null || at.isBefore(terminatedAt)) {
      terminatedAt = at;
    }
  }

  /** The client's side is closed; what the server executes, it goes on executing. */
  void cutConnection() {
    connectionCut = true;
  }

  boolean connectionIsCut() {
    return connectionCut;
  }

  void hears() {
    lastHeard = clock.get();
  }

  void startsStatement() {
    lastHeard = clock.get();
    executing = true;
  }

  /**
   * @return whether it was allowed to end: else the server has cancelled it
   */
  boolean endsStatement() {
    executing = false;
    lastHeard = clock.get();
    return !isTerminated(lastHeard) && !over;
  }

  boolean isExecuting() {
    return executing;
  }

  void setRepeatableRead() {
    repeatableRead = true;
  }

  void begin() {
    inTransaction = true;
    fenceSeen = place.fenceChanges;
  }

  boolean isInTransaction() {
    return inTransaction;
  }

  /** Whether the fence's row was changed since this transaction's snapshot. */
  boolean collidesAtFence() {
    return repeatableRead && inTransaction && fenceSeen != place.fenceChanges;
  }

  /** Now, or with the transaction's commit. */
  void change(UnaryOperator<Content> change) {
    requireLive();
    if (inTransaction) {
      changes.add(change);
    } else {
      place.become(change.apply(place.content), this);
    }
  }

  void effect(Runnable effect) {
    requireLive();
    if (inTransaction) {
      effects.add(effect);
    } else {
      effect.run();
    }
  }

  private void requireLive() {
    if (over) {
      throw new IllegalStateException("a session that is over has no effect");
    }
  }

  /** What this session sees. */
  Content content() {
    var seen = place.content;
    for (var change : changes) {
      seen = change.apply(seen);
    }
    return seen;
  }

  /**
   * @return whether it was committed: not if another has written the same history row meanwhile
   */
  boolean commit() {
    var after = content();
    boolean unique =
        after.history().stream().mapToInt(row -> row.rank()).distinct().count()
            == after.history().size();
    if (unique) {
      place.become(after, this);
      List.copyOf(effects).forEach(Runnable::run);
    }
    rollback();
    return unique;
  }

  void rollback() {
    changes.clear();
    effects.clear();
    inTransaction = false;
    locks.forEach(lock -> lock.leave(this));
    locks.clear();
  }

  /** Ends a statement's locks where there is no transaction. */
  void endStatementLocks() {
    if (!inTransaction) {
      locks.forEach(lock -> lock.leave(this));
      locks.clear();
    }
  }
}
