package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Result.Finding;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.MigrationScope;

/** The steps that only look; what they saw may be old by the time they answer. */
final class Looking {

  static void check(Turn turn) {
    boolean done = Content.history(turn.database().content);
    int scripts = done ? 0 : 1;
    var scope = new MigrationScope("1", scripts, turn.model().atomic() ? 0 : scripts, 1);
    turn.answers("has looked", turn.fact(new Fact.PreflightPassed(scope)));
    turn.then(
        Happening.TROUBLE,
        "finds a reason to refuse",
        (_, exec) ->
            exec.answers(
                turn.fact(new Fact.PreflightRefused(Failure.of(FailureCode.GRANT_MISSING)))));
  }

  /** Ends older attempts, then looks. */
  static void inspect(Turn turn) {
    if (!Fencing.endsOlder(turn, 0, turn.fact(new Fact.Inspected(Finding.LEDGER_BEHIND)))) {
      var finding = finding(turn);
      turn.answers("finds the tenant " + finding, turn.fact(new Fact.Inspected(finding)));
    }
  }

  private static Finding finding(Turn turn) {
    var database = turn.database();
    if (!database.inPassOf(turn.model().words().backupOf(turn.exec().command))) {
      return Finding.LEDGER_BEHIND;
    }
    if (database.intent) {
      return Finding.PARTIAL;
    }
    if (Content.history(database.content)) {
      return Finding.MIGRATED;
    }
    return sameAsBackup(turn) && !database.receipt ? Finding.UNCHANGED : Finding.PARTIAL;
  }

  /** The command itself carries the fingerprint; the store is not asked. */
  private static boolean sameAsBackup(Turn turn) {
    var words = turn.model().words();
    return words.expected(turn.exec().command).equals(Words.fingerprint(turn.database().content));
  }

  static void verify(Turn turn) {
    if (!Content.history(turn.database().content)) {
      wrong(turn, FailureCode.UNEXPECTED_VERSION, turn.world().script);
      return;
    }
    var script = turn.world().script;
    if (script != World.Script.FAILS_ITS_ASSERTION) {
      int verified = turn.fact(new Fact.Verified());
      turn.then(
          "verifies",
          (after, exec) -> {
            after.script = World.Script.SUCCEEDS;
            exec.answers(verified);
          });
    }
    if (script != World.Script.SUCCEEDS) {
      wrong(turn, FailureCode.ASSERTION_FAILED, World.Script.FAILS_ITS_ASSERTION);
    }
  }

  private static void wrong(Turn turn, FailureCode code, World.Script script) {
    int failed = turn.fact(new Fact.VerificationFailed(Failure.of(code)));
    turn.then(
        "finds the tenant wrong",
        (after, exec) -> {
          after.script = script;
          exec.answers(failed);
        });
  }

  static void proveRestore(Turn turn) {
    if (turn.world().backup(turn.model().words().backupOf(turn.exec().command)) == null) {
      turn.answers("finds no manifest", turn.failed(FailureCode.BACKUP_MISSING));
    } else if (sameAsBackup(turn) || !turn.rules().comparesContent()) {
      turn.answers(
          "finds the restored tenant equal",
          turn.fact(new Fact.RestoreProven(turn.model().words().expected(turn.exec().command))));
    } else {
      turn.answers(
          "finds the restored tenant different",
          turn.fact(new Fact.RestoreDiffers(Failure.of(FailureCode.FINGERPRINT_DIFFERS))));
    }
  }

  private Looking() {}
}
