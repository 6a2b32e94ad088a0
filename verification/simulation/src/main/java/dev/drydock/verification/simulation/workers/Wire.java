package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.tenantdatabases.TenantDatabaseFailure;
import java.time.Duration;
import java.util.function.Supplier;

/** A client's end of a session: where connections break, and clients end in mid-statement. */
final class Wire implements AutoCloseable {
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration MOST_AT_ONCE = Duration.ofMillis(500);

  private final TenantServers servers;
  private final Life client;
  private final Session session;

  /** What became of a statement that the server executes. */
  private enum Statement {
    RUNNING,
    DONE,
    CANCELLED
  }

  private Statement statement = Statement.DONE;

  Wire(TenantServers servers, Life client, Session session) {
    this.servers = servers;
    this.client = client;
    this.session = session;
  }

  Session session() {
    return session;
  }

  Life client() {
    return client;
  }

  static TenantDatabaseFailure.Transient failure(FailureCode code, String sqlState) {
    return new TenantDatabaseFailure.Transient(Failure.of(code).withSqlState(sqlState));
  }

  private TenantDatabaseFailure.Transient lost() {
    session.cutConnection();
    return failure(FailureCode.UNREACHABLE, "08006");
  }

  /** The server has said no: what was not committed is undone. */
  private TenantDatabaseFailure.Transient refused() {
    session.rollback();
    return failure(FailureCode.LOCK_TIMEOUT, "55P03");
  }

  /** A statement that takes no time worth speaking of. */
  <T> T ask(String what, Supplier<T> effect) {
    sent(what);
    T value = effect.get();
    session.endStatementLocks();
    answered();
    return value;
  }

  void tell(String what, Runnable effect) {
    ask(
        what,
        () -> {
          effect.run();
          return what;
        });
  }

  /** A statement whose effect comes with the commit. */
  void change(String what, Runnable effect) {
    tell(what, () -> session.effect(effect));
  }

  /** A statement that the server goes on executing if its client ends meanwhile. */
  void run(String what, Duration takes, Runnable effect) {
    sent(what);
    session.startsStatement();
    statement = Statement.RUNNING;
    servers.later(takes, session.tenant + " " + what, () -> finished(effect));
    var waited = Duration.ZERO;
    while (statement == Statement.RUNNING) {
      var left = takes.minus(waited);
      var pause = left.compareTo(MOST_AT_ONCE) > 0 ? MOST_AT_ONCE : left.plusMillis(1);
      client.sleep(pause);
      waited = waited.plus(pause);
      if (session.connectionIsCut() || session.isOver()) {
        throw lost();
      }
    }
    if (statement == Statement.CANCELLED) {
      throw lost();
    }
    answered();
  }

  private void finished(Runnable effect) {
    if (session.endsStatement()) {
      statement = Statement.DONE;
      effect.run();
    } else {
      statement = Statement.CANCELLED;
      session.end();
    }
  }

  private void sent(String what) {
    client.point(session.tenant + " " + what);
    if (session.connectionIsCut() || session.isOver()) {
      throw lost();
    }
    if (client.happens(Mishap.CONNECTION_LOST)) {
      throw client.drawn(2) == 0 ? lost() : refused();
    }
    session.hears();
  }

  private void answered() {
    if (client.happens(Mishap.EXECUTED_BUT_TIMED_OUT)) {
      throw lost();
    }
  }

  void begin() {
    session.begin();
  }

  /** The server commits what it was told to, also when nobody waits for its answer any more. */
  void commit(String what) {
    var refused = new boolean[1];
    run(
        "commit of " + what,
        Duration.ofMillis(1 + client.drawn(20)),
        () -> refused[0] = !session.commit());
    if (refused[0]) {
      throw failure(FailureCode.UNIQUE_VIOLATION, "23505");
    }
  }

  void rollback() {
    if (!session.connectionIsCut()) {
      session.rollback();
    }
  }

  /** Waits for the row, and keeps it until the transaction ends. */
  void lock(RowLock row, String what) {
    sent("lock " + what);
    var waited = Duration.ZERO;
    while (!row.isFreeFor(session)) {
      if (waited.compareTo(LOCK_TIMEOUT) > 0) {
        rollback();
        throw failure(FailureCode.LOCK_TIMEOUT, "55P03");
      }
      client.sleep(LOOK_AGAIN);
      waited = waited.plus(LOOK_AGAIN);
      if (session.connectionIsCut() || session.isOver()) {
        throw lost();
      }
      session.hears();
    }
    row.take(session);
  }

  void cut() {
    session.cutConnection();
  }

  boolean isOpen() {
    return !session.connectionIsCut() && !session.isOver();
  }

  @Override
  public void close() {
    if (!client.isOver() && isOpen() && !session.isExecuting()) {
      session.end();
    }
  }
}
