package dev.drydock.verification.search;

import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.Fact;

/** Taking a backup and proving it. */
final class BackingUp {
  private static final int SNAPSHOT = 1;
  private static final int TRIED = 1;

  static void take(Turn turn) {
    switch (turn.exec().phase) {
      case 0 -> begin(turn);
      case SNAPSHOT ->
          turn.then(
              "stores archive and manifest",
              (after, exec) -> {
                var stored = after.backup(exec.token);
                if (stored == null) {
                  stored = new Backup(exec.token, exec.copied, false, false);
                  after.backups.add(stored);
                }
                exec.answers(taken(turn, stored));
              });
      default -> throw new IllegalStateException("no such phase");
    }
  }

  private static void begin(Turn turn) {
    var stored = turn.world().backup(turn.exec().token);
    if (stored != null) {
      turn.answers("finds its manifest", taken(turn, stored));
      return;
    }
    turn.then(
        "has opened its snapshot",
        (after, exec) -> {
          exec.copied = after.database.content;
          exec.phase = SNAPSHOT;
        });
  }

  private static int taken(Turn turn, Backup stored) {
    return turn.fact(new Fact.BackupTaken(Words.reference(stored.token(), stored.content())));
  }

  static void prove(Turn turn) {
    switch (turn.exec().phase) {
      case 0 -> tryIt(turn);
      case TRIED ->
          turn.then(
              "writes the proof",
              (after, exec) -> {
                int token = turn.model().words().backupOf(exec.command);
                var backup = after.backup(token);
                if (backup != null && exec.generation == 0) {
                  after.replace(backup.restoredEqual());
                }
                exec.answers(
                    turn.fact(
                        new Fact.BackupProven(
                            Words.reference(token, exec.copied).id(),
                            Words.fingerprint(exec.copied))));
              });
      default -> throw new IllegalStateException("no such phase");
    }
  }

  private static void tryIt(Turn turn) {
    var backup = turn.world().backup(turn.model().words().backupOf(turn.exec().command));
    if (backup == null) {
      turn.answers("finds no manifest", turn.failed(FailureCode.BACKUP_MISSING));
    } else if (backup.rotten() && turn.rules().comparesContent()) {
      turn.answers("finds the archive rotten", turn.failed(FailureCode.BACKUP_CORRUPT));
    } else {
      turn.then(
          "has restored it beside the fleet",
          (_, exec) -> {
            exec.copied = backup.content();
            exec.generation = backup.rotten() ? 1 : 0; // what a careless worker does not compare
            exec.phase = TRIED;
          });
    }
  }

  private BackingUp() {}
}
