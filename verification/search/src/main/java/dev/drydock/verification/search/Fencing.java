package dev.drydock.verification.search;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.saga.Fact;
import java.util.function.Consumer;

/**
 * Ending older attempts, which every effect from outside begins with, and the two effects that need
 * nothing else: keeping the writers out and letting them in.
 */
final class Fencing {
  /**
   * The server's fence is raised and the one inside is not: only who dies or freezes stays here.
   */
  private static final int SERVER_RAISED = 1;

  /** Nothing older can take effect any more. */
  static final int ALONE = 2;

  /** In a transaction that holds the server's fence, and granted. */
  static final int LOCKED = 3;

  /**
   * Ending older attempts: their sessions end, the server's fence is raised, then the one inside,
   * and whatever came in meanwhile ends too. What others do in between they may as well do before
   * or after; only a worker lost in between leaves something of its own.
   *
   * @param begin the phase before it
   * @return whether it was this
   */
  static boolean endsOlder(Turn turn, int begin, int fencedAnswer) {
    if (turn.exec().phase == begin) {
      raiseBoth(turn, fencedAnswer);
    } else if (turn.exec().phase == SERVER_RAISED) {
      raiseInside(turn, fencedAnswer);
    } else {
      return false;
    }
    return true;
  }

  private static void raiseBoth(Turn turn, int fencedAnswer) {
    if (!turn.rules().passes(turn.database().serverFence, turn.exec().token)) {
      turn.answers("is fenced by the server", fencedAnswer);
      return;
    }
    Turn.Change server =
        (after, exec) -> {
          turn.model().endSessions(after, exec.token);
          after.database.serverFence = Math.max(after.database.serverFence, exec.token);
          exec.phase = SERVER_RAISED;
        };
    var after = turn.world().copy();
    turn.model().endSessions(after, turn.exec().token);
    if (after.execs.stream().anyMatch(Exec::locksServer)) {
      return; // another of the same token holds the row
    }
    turn.then(
        Happening.CRASH,
        "is killed between the two fences",
        (world, exec) -> {
          server.on(world, exec);
          world.execs.remove(exec);
        });
    turn.then(
        Happening.STALL,
        "freezes between the two fences",
        (world, exec) -> {
          server.on(world, exec);
          exec.stalled = true;
        });
    boolean free = after.execs.stream().noneMatch(Exec::locksInside);
    if (free && turn.rules().passes(turn.database().insideFence, turn.exec().token)) {
      turn.then(
          "ends older attempts",
          (world, exec) -> {
            server.on(world, exec);
            inside(world, exec);
          });
    } else {
      turn.then("raises the server's fence", server);
    }
  }

  private static void raiseInside(Turn turn, int fencedAnswer) {
    if (turn.world().execs.stream().anyMatch(Exec::locksInside)) {
      return;
    }
    if (!turn.rules().passes(turn.database().insideFence, turn.exec().token)) {
      turn.answers("is fenced inside", fencedAnswer);
      return;
    }
    turn.then(
        "ends older attempts",
        (after, exec) -> {
          inside(after, exec);
          turn.model().endSessions(after, exec.token);
        });
  }

  private static void inside(World after, Exec exec) {
    after.database.insideFence = Math.max(after.database.insideFence, exec.token);
    exec.phase = ALONE;
  }

  /** Keeps the writers out, or lets them in. */
  static void step(Turn turn) {
    int seen = Math.max(turn.database().serverFence, turn.database().insideFence);
    if (endsOlder(turn, 0, turn.fenced(seen))) {
      return;
    }
    switch (turn.exec().phase) {
      case ALONE -> lock(turn, LOCKED);
      case LOCKED -> commit(turn);
      default -> throw new IllegalStateException("no such phase");
    }
  }

  /** Takes the server's fence, then asks. */
  static void lock(Turn turn, int next) {
    if (turn.world().execs.stream().anyMatch(Exec::locksServer)) {
      return;
    }
    int fence = turn.database().serverFence;
    if (!turn.rules().passes(fence, turn.exec().token)) {
      turn.answers("is fenced by the server", turn.fenced(fence));
      return;
    }
    int refused =
        turn.exec().step == Step.RESTORE
            ? turn.failed(FailureCode.CLAIM_REFUSED)
            : turn.unknown(FailureCode.CLAIM_REFUSED);
    turn.claims(refused, (_, exec) -> exec.phase = next);
  }

  private static void commit(Turn turn) {
    boolean out = turn.exec().step == Step.QUIESCE;
    int done = turn.fact(out ? new Fact.Quiesced() : new Fact.Released());
    int lost = turn.failed(FailureCode.UNREACHABLE);
    commits(
        turn,
        out ? "keeps the writers out" : "lets the writers in",
        done,
        lost,
        (after, exec) -> {
          Checks.serverEffect(after, exec, turn.model());
          after.database.keptOut = out;
          if (!out) {
            after.database.pass = 0;
          } else if (after.database.pass == 0) {
            after.database.pass = exec.token;
          }
        });
  }

  /** A commit: seen to succeed, or cut off while it may still happen; an orphan's happens last. */
  static void commits(Turn turn, String what, int done, int lost, Turn.Change effect) {
    commits(turn, what, exec -> exec.answers(done), lost, effect);
  }

  /** The same, with more to do after it. */
  static void commits(Turn turn, String what, Consumer<Exec> done, int lost, Turn.Change effect) {
    if (turn.exec().orphan) {
      turn.then(
          Happening.SERVER,
          what + ", though its client is gone",
          (after, exec) -> {
            effect.on(after, exec);
            after.execs.remove(exec);
          });
      return;
    }
    turn.then(
        what,
        (after, exec) -> {
          effect.on(after, exec);
          done.accept(exec);
        });
    turn.then(
        Happening.CONNECTION_CUT,
        "loses its connection while it " + what,
        (after, exec) -> {
          var orphan = exec.copy();
          orphan.orphan = true;
          orphan.lease = false;
          orphan.claim = false;
          orphan.stalled = false;
          after.execs.add(orphan);
          exec.answers(lost);
        });
  }

  private Fencing() {}
}
