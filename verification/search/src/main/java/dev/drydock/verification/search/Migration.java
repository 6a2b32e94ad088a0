package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result.Residue;
import dev.drydock.coordinator.domain.saga.Fact;

/**
 * Applying a script of two statements: in one transaction with its receipt where the engine is
 * atomic; otherwise an intent, each statement, a receipt and the history row, each by itself.
 */
final class Migration {
  private static final int LOOKED = 1;
  static final int GRANTED = 2;

  /** The whole script has run in an open transaction that holds the fence. */
  static final int COMMITTING = 4;

  private static final int INTENDED = 5;
  private static final int HALF = 6;
  private static final int RUN = 7;
  private static final int RECEIPTED = 8;

  /** It has failed and was rolled back: is anything left? */
  static final int LOOKING = 9;

  static void step(Turn turn) {
    switch (turn.exec().phase) {
      case 0 -> look(turn);
      case LOOKED ->
          turn.claims(turn.unknown(FailureCode.CLAIM_REFUSED), (_, exec) -> exec.phase = GRANTED);
      case GRANTED -> begin(turn);
      case COMMITTING -> commit(turn);
      case INTENDED -> each(turn, "runs the first statement", HALF, Migration::first);
      case HALF -> second(turn);
      case RUN -> receipt(turn);
      case RECEIPTED -> history(turn);
      case LOOKING -> lookAfterFailure(turn);
      default -> throw new IllegalStateException("no such phase");
    }
  }

  private static void look(Turn turn) {
    if (Content.history(turn.database().content)) {
      turn.answers("finds nothing to do", turn.fact(new Fact.Migrated()));
    } else if (!turn.database().inPassOf(turn.model().words().backupOf(turn.exec().command))) {
      turn.answers("finds another pass", turn.failed(FailureCode.LEDGER_BEHIND));
    } else if (turn.database().intent && turn.rules().looksForIntents()) {
      turn.answers(
          "finds an intent without a receipt",
          failed(turn, FailureCode.INTENT_WITHOUT_RECEIPT, Residue.LEFT_TRACES));
    } else {
      turn.then("finds the script pending", (_, exec) -> exec.phase = LOOKED);
    }
  }

  private static void begin(Turn turn) {
    boolean orphan = turn.exec().orphan;
    boolean locked = turn.world().execs.stream().anyMatch(Exec::locksInside);
    if (locked || (orphan && turn.model().atomic())) {
      return;
    }
    int fence = turn.database().insideFence;
    if (!turn.rules().passes(fence, turn.exec().token)) {
      if (!orphan) {
        turn.answers("is fenced inside", turn.fenced(fence));
      }
    } else {
      attempt(turn);
    }
  }

  private static void attempt(Turn turn) {
    if (!turn.exec().orphan) {
      lockTimeout(turn);
    }
    if (turn.model().atomic()) {
      run(turn);
    } else {
      intend(turn);
    }
  }

  private static void run(Turn turn) {
    if (turn.world().mayFail()) {
      turn.then(
          "enters; the script fails and is rolled back",
          (after, exec) -> {
            enter(after, exec);
            after.script = World.Script.FAILS;
            exec.phase = LOOKING;
          });
    }
    if (turn.world().mayRun()) {
      turn.then(
          "enters, has run the script, not committed",
          (after, exec) -> {
            enter(after, exec);
            after.runs();
            exec.phase = COMMITTING;
          });
    }
  }

  private static void enter(World after, Exec exec) {
    after.database.insideFence = Math.max(after.database.insideFence, exec.token);
  }

  /** A lock that did not come, before anything was done. */
  private static void lockTimeout(Turn turn) {
    int failed = failed(turn, FailureCode.LOCK_TIMEOUT, Residue.ROLLED_BACK_WHOLE);
    turn.then(
        Happening.TROUBLE,
        "enters and does not get a lock",
        (after, exec) -> {
          enter(after, exec);
          exec.answers(failed);
        });
  }

  private static void intend(Turn turn) {
    each(
        turn,
        "enters, commits its intent",
        INTENDED,
        (after, exec) -> {
          enter(after, exec);
          Checks.migration(after, exec, turn.model());
          after.database.intent = true;
        });
  }

  private static void commit(Turn turn) {
    Fencing.commits(
        turn,
        "commits script and receipt",
        turn.fact(new Fact.Migrated()),
        turn.unknown(FailureCode.UNREACHABLE),
        (after, exec) -> {
          Checks.migration(after, exec, turn.model());
          Checks.insideFence(after, exec);
          var database = after.database;
          database.content =
              Content.withHistory(Content.withSecond(Content.withFirst(database.content)));
          database.receipt = true;
        });
  }

  /** One statement that commits by itself. */
  private static void each(Turn turn, String what, int next, Turn.Change effect) {
    Fencing.commits(
        turn, what, exec -> exec.phase = next, turn.unknown(FailureCode.UNREACHABLE), effect);
  }

  private static void first(World after, Exec exec) {
    Checks.migrationOf(after, exec);
    after.database.content = Content.withFirst(after.database.content);
  }

  private static void second(Turn turn) {
    if (turn.world().mayFail() && !turn.exec().orphan) {
      int failed = failed(turn, FailureCode.SQL_ERROR, Residue.LEFT_TRACES);
      turn.then(
          "fails at the second statement",
          (after, exec) -> {
            after.script = World.Script.FAILS;
            exec.answers(failed);
          });
    }
    if (!turn.world().mayRun()) {
      return;
    }
    each(
        turn,
        "runs the second statement",
        RUN,
        (after, exec) -> {
          Checks.migrationOf(after, exec);
          after.runs();
          after.database.content = Content.withSecond(after.database.content);
        });
  }

  private static void receipt(Turn turn) {
    if (turn.world().execs.stream().anyMatch(Exec::locksInside)) {
      return;
    }
    int fence = turn.database().insideFence;
    if (!turn.rules().passes(fence, turn.exec().token)) {
      if (!turn.exec().orphan) {
        turn.answers("is fenced inside", turn.fenced(fence));
      }
      return;
    }
    each(
        turn,
        "writes its receipt",
        RECEIPTED,
        (after, exec) -> {
          Checks.insideFence(after, exec);
          after.database.intent = false;
          after.database.receipt = true;
        });
  }

  private static void history(Turn turn) {
    Fencing.commits(
        turn,
        "writes the history row",
        turn.fact(new Fact.Migrated()),
        turn.unknown(FailureCode.UNREACHABLE),
        (after, _) -> after.database.content = Content.withHistory(after.database.content));
  }

  private static void lookAfterFailure(Turn turn) {
    var backup = turn.world().backup(turn.model().words().backupOf(turn.exec().command));
    boolean whole = backup != null && backup.content() == turn.database().content;
    turn.answers(
        whole ? "finds nothing changed" : "finds the tenant changed",
        failed(
            turn, FailureCode.SQL_ERROR, whole ? Residue.ROLLED_BACK_WHOLE : Residue.LEFT_TRACES));
  }

  private static int failed(Turn turn, FailureCode code, Residue residue) {
    return turn.fact(new Fact.MigrationFailed(Failure.of(code), residue));
  }

  private Migration() {}
}
