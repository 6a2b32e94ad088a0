package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;

/** What goes wrong, and what people order in the middle of it. */
final class Faults {
  private static final int AHEAD = 1;

  static void all(World world, Model model, Sink sink) {
    messages(world, model, sink);
    for (var service : Service.values()) {
      workers(world, service, sink);
    }
    for (int i = 0; i < world.execs.size(); i++) {
      trouble(new Turn(world, i, model, sink));
    }
    archives(world, sink);
    giveUp(world, model, sink);
    ledger(world, model, sink);
    Orders.all(world, model, sink);
  }

  private static void messages(World world, Model model, Sink sink) {
    for (int i = 0; i < world.messageCount(); i++) {
      int message = world.message(i);
      var after = world.copy();
      after.removeMessage(message);
      sink.accept(Happening.LOSS, model.tells() ? "lost: " + model.name(message) : "", after);
      Moves.deliver(world, message, model, false, sink);
    }
  }

  /**
   * A worker dies or freezes. Which executions it was at work on is open: any of its service's. The
   * server may go on with the last statement of each, or not.
   */
  private static void workers(World world, Service service, Sink sink) {
    int hit = 0;
    for (int i = 0; i < world.execs.size(); i++) {
      var exec = world.execs.get(i);
      if (Service.of(exec.step) == service && !exec.orphan) {
        hit |= 1 << i;
      }
    }
    for (int some = hit; some > 0; some = (some - 1) & hit) {
      freeze(world, some, sink);
      die(world, some, false, sink);
      if (orphans(world, some)) {
        die(world, some, true, sink);
      }
    }
  }

  private static boolean orphans(World world, int some) {
    for (int i = 0; i < world.execs.size(); i++) {
      if ((some >> i & 1) != 0 && world.execs.get(i).mayBeOrphaned()) {
        return true;
      }
    }
    return false;
  }

  private static void freeze(World world, int some, Sink sink) {
    var after = world.copy();
    boolean running = false;
    for (int i = 0; i < after.execs.size(); i++) {
      if ((some >> i & 1) != 0) {
        running |= !after.execs.get(i).stalled;
        after.execs.get(i).stalled = true;
      }
    }
    if (running) {
      sink.accept(Happening.STALL, "a worker freezes, its executions with it", after);
    }
  }

  private static void die(World world, int some, boolean goesOn, Sink sink) {
    var after = world.copy();
    for (int i = after.execs.size() - 1; i >= 0; i--) {
      if ((some >> i & 1) != 0) {
        var exec = after.execs.get(i);
        if (goesOn && exec.mayBeOrphaned()) {
          exec.orphan = true;
          exec.lease = false;
          exec.claim = false;
          exec.stalled = false;
        } else {
          after.execs.remove(i);
        }
      }
    }
    sink.accept(
        Happening.CRASH,
        goesOn
            ? "a worker is killed; the server goes on with its last statement"
            : "a worker is killed; the server rolls back",
        after);
  }

  /** What the step needs does not answer, or says no for good; before it has done anything. */
  private static void trouble(Turn turn) {
    if (turn.exec().phase != 0 || turn.exec().orphan || turn.exec().stalled) {
      return;
    }
    var away =
        Service.of(turn.exec().step) == Service.BACKUP
            ? FailureCode.STORE_UNAVAILABLE
            : FailureCode.UNREACHABLE;
    for (var code : new FailureCode[] {away, FailureCode.CREDENTIAL_REJECTED}) {
      turn.then(Happening.TROUBLE, "meets " + code, (_, exec) -> exec.answers(turn.failed(code)));
    }
  }

  private static void archives(World world, Sink sink) {
    for (var backup : world.backups) {
      if (!backup.rotten()) {
        var after = world.copy();
        after.replace(backup.rotted());
        sink.accept(
            Happening.ARCHIVE_ROTS, "the archive of backup " + backup.token() + " rots", after);
      }
    }
  }

  /** The progress that would have kept the coordinator waiting does not arrive. */
  private static void giveUp(World world, Model model, Sink sink) {
    if (model.sagas().command(world.saga) < 0) {
      return;
    }
    var why = Failure.of(FailureCode.NO_ANSWER);
    boolean begun = world.claimed && model.sagas().state(world.saga) instanceof Migrating;
    var after = world.copy();
    if (model.decide(after, begun ? new Fact.StepUnknown(why) : new Fact.NoAnswer(why), true)) {
      sink.accept(Happening.GIVEN_UP, "coordinator has waited long enough", after);
    }
  }

  /** A later ledger, lost by now, has given higher tokens: servers know, and services may. */
  private static void ledger(World world, Model model, Sink sink) {
    int token = model.sagas().token(world.saga);
    if (world.database.serverFence > token) {
      return;
    }
    for (boolean services : new boolean[] {false, true}) {
      var after = world.copy();
      model.endSessions(after, token + AHEAD);
      after.database.serverFence = token + AHEAD;
      after.database.insideFence = token + AHEAD;
      if (services) {
        after.migrationQueue.raised(token + AHEAD);
        after.backupQueue.raised(token + AHEAD);
      }
      sink.accept(
          Happening.LEDGER_BEHIND,
          "the ledger turns out to be an older one" + (services ? "; the services know too" : ""),
          after);
    }
  }

  private Faults() {}
}
