package dev.drydock.verification.search;

import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.Fact;

/** Putting a backup back: a copy beside the live database, then one transaction that swaps them. */
final class Restore {
  private static final int COPIED = 3;
  private static final int IN_PASS = 5;

  /** In the transaction that swaps, granted. */
  static final int SWAPPING = 4;

  static void step(Turn turn) {
    if (turn.exec().phase == 0) {
      lookAtPass(turn);
      return;
    }
    int seen = Math.max(turn.database().serverFence, turn.database().insideFence);
    if (Fencing.endsOlder(turn, IN_PASS, turn.fenced(seen))) {
      return;
    }
    switch (turn.exec().phase) {
      case Fencing.ALONE -> copy(turn);
      case COPIED -> beforeTheSwap(turn);
      case SWAPPING -> swap(turn);
      default -> throw new IllegalStateException("no such phase");
    }
  }

  private static void lookAtPass(Turn turn) {
    if (inPass(turn)) {
      turn.then("finds the tenant in its pass", (_, exec) -> exec.phase = IN_PASS);
    } else {
      turn.answers("finds another pass", turn.failed(FailureCode.LEDGER_BEHIND));
    }
  }

  private static boolean inPass(Turn turn) {
    return turn.database().inPassOf(turn.model().words().backupOf(turn.exec().command));
  }

  private static void beforeTheSwap(Turn turn) {
    if (turn.exec().generation != turn.database().generation) {
      turn.answers("finds another database live", turn.failed(FailureCode.INTERNAL));
    } else if (turn.rules().looksAtPassUnderFence() && !inPass(turn)) {
      turn.answers("finds another pass", turn.failed(FailureCode.LEDGER_BEHIND));
    } else {
      Fencing.lock(turn, SWAPPING);
    }
  }

  private static void copy(Turn turn) {
    if (turn.database().restoredUnder == turn.exec().token) {
      turn.answers("finds its receipt", turn.fact(new Fact.BackupRestored()));
      return;
    }
    var backup = turn.world().backup(turn.model().words().backupOf(turn.exec().command));
    if (backup == null) {
      turn.answers("finds no manifest", turn.failed(FailureCode.BACKUP_MISSING));
    } else if (backup.rotten()) {
      turn.answers("finds the archive rotten", turn.failed(FailureCode.BACKUP_CORRUPT));
    } else {
      turn.then(
          "has made the copy",
          (after, exec) -> {
            exec.copied = backup.content();
            exec.generation = after.database.generation;
            exec.phase = COPIED;
          });
    }
  }

  private static void swap(Turn turn) {
    Fencing.commits(
        turn,
        "swaps the copy in",
        turn.fact(new Fact.BackupRestored()),
        turn.failed(FailureCode.UNREACHABLE),
        (after, exec) -> {
          Checks.restore(after, exec, turn.model());
          after.database.swapped(exec.copied, exec.token);
        });
  }

  private Restore() {}
}
