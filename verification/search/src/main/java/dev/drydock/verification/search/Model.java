package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Step;
import dev.drydock.coordinator.domain.saga.Fact;
import java.util.HashSet;

/** One tenant on one engine: from a world to all that may follow. Used by one thread. */
final class Model {
  private final Rules rules;
  private final boolean atomic;
  private final Words words = new Words();
  private final Sagas sagas;
  private boolean tells;

  Model(Rules rules, boolean atomic) {
    this.rules = rules;
    this.atomic = atomic;
    this.sagas = new Sagas(rules, words);
  }

  Rules rules() {
    return rules;
  }

  /** Whether the engine rolls a failed script back whole. */
  boolean atomic() {
    return atomic;
  }

  Words words() {
    return words;
  }

  Sagas sagas() {
    return sagas;
  }

  /** Whether somebody reads what happened; words cost time. */
  boolean tells() {
    return tells;
  }

  void tells(boolean now) {
    tells = now;
  }

  World initial() {
    var world = new World();
    world.saga = sagas.initial();
    return world;
  }

  World unpacked(long[] packed) {
    return World.unpacked(packed, words);
  }

  /**
   * Everything that may happen next.
   *
   * @param faults whether faults and orders may
   */
  void follow(World world, boolean faults, Sink sink) {
    Sink settling =
        (happening, what, after) -> {
          if (faults || !happening.fault()) {
            forget(after);
            sink.accept(happening, what, after);
          }
        };
    Moves.all(world, this, settling);
    if (faults) {
      Faults.all(world, this, settling);
    }
  }

  /** What cannot make a difference any more. */
  private void forget(World world) {
    int present = sagas.token(world.saga);
    world.execs.removeIf(exec -> exec.token < present && harmless(exec));
    world.execs.removeIf(exec -> exec.phase == Exec.ANSWERING && !exec.lease && !exec.orphan);
    for (int i = world.messageCount() - 1; i >= 0; i--) {
      int message = world.message(i);
      if (Messages.token(message) < present && unheard(world, message, present)) {
        world.removeMessage(message);
      }
    }
    for (var service : Service.values()) {
      var queue = world.queue(service);
      if (queue.seen < present && queue.state == Queue.FINISHED) {
        queue.content = 0;
      }
    }
    forgetBackups(world);
  }

  /** Of an older token, and before its claim, which would be refused; or after its effect. */
  private boolean harmless(Exec exec) {
    boolean refused = !rules.grants(false, true, false) && rules.asksBefore(exec.step);
    boolean unheard = !rules.answers(exec.token + 1, exec.token);
    if (exec.phase == Exec.ANSWERING) {
      return unheard;
    }
    return switch (exec.step) {
      case PREFLIGHT, REHEARSE, VERIFY, PROVE_RESTORE, BACKUP, PROVE, INSPECT -> unheard;
      case QUIESCE, RELEASE, RESTORE -> unheard && refused && !exec.inSession();
      case MIGRATE -> unheard && refused && exec.phase < Migration.GRANTED;
    };
  }

  /** An answer that comes too late, or a command whose answer would. */
  private boolean unheard(World world, int message, int present) {
    int token = Messages.token(message);
    if (rules.answers(present, token)) {
      return false;
    }
    if (Messages.isResult(message)) {
      return true;
    }
    var queue = world.queue(Service.of(words.step(Messages.content(message))));
    return (token == queue.seen && queue.state != Queue.UNKNOWN)
        || (token < queue.seen && !rules.accepts(queue.seen, token));
  }

  /** Backups that nothing speaks of any more. */
  private void forgetBackups(World world) {
    if (world.backups.isEmpty()) {
      return;
    }
    var spoken = new HashSet<Integer>();
    spoken.add(sagas.backup(world.saga));
    spoken.add(sagas.token(world.saga));
    for (var exec : world.execs) {
      spoken.add(words.backupOf(exec.command));
    }
    boolean touched = world.database.touched();
    world.backups.removeIf(
        backup -> !spoken.contains(backup.token()) && !(touched && backup.proven()));
  }

  /** The coordinator's decision about a fact; false when the state ignores it. */
  boolean decide(World world, Fact fact, boolean patient) {
    int before = world.saga;
    int next = sagas.next(before, fact, patient);
    if (next == before) {
      return false;
    }
    var illegal = sagas.illegal(before, fact, patient);
    if (illegal != null) {
      world.wrong("a transition that is not in the table: " + illegal);
    }
    world.saga = next;
    if (sagas.token(next) != sagas.token(before)) {
      world.claimed = false;
      world.execs.forEach(exec -> exec.claim = false);
    }
    int command = sagas.command(next);
    if (command >= 0) {
      world.send(Messages.command(sagas.token(next), command));
    }
    return true;
  }

  /** Ends the execution with its outcome; without its lease nobody hears of it. */
  void finish(World world, Exec exec) {
    world.execs.remove(exec);
    if (!exec.lease) {
      return;
    }
    var queue = world.queue(Service.of(exec.step));
    if (exec.token == queue.seen && queue.state == Queue.RUNNING) {
      queue.finished(exec.outcome);
    }
    world.send(Messages.result(exec.token, exec.outcome));
  }

  /** Ends the execution as if it had not been tried. */
  void putBack(World world, Exec exec) {
    world.execs.remove(exec);
    var queue = world.queue(Service.of(exec.step));
    if (exec.lease && exec.token == queue.seen && queue.state == Queue.RUNNING) {
      queue.state = Queue.QUEUED;
    }
  }

  /** Ends the sessions of attempts that are older than this token. */
  void endSessions(World world, int token) {
    if (!rules.endsOlderSessions()) {
      return;
    }
    world.execs.removeIf(exec -> exec.orphan && exec.token < token);
    for (var exec : world.execs) {
      if (exec.inSession() && exec.token < token) {
        exec.answers(lostConnection(exec.step));
      }
    }
  }

  /** What an execution says whose session was ended. */
  int lostConnection(Step step) {
    var why = Failure.of(FailureCode.UNREACHABLE);
    return words.fact(step == Step.MIGRATE ? new Fact.StepUnknown(why) : new Fact.StepFailed(why));
  }

  String name(Exec exec) {
    return (exec.orphan ? "session" : "execution")
        + " of "
        + exec.step.name().toLowerCase(java.util.Locale.ROOT)
        + " under token "
        + exec.token;
  }

  String name(int message) {
    int token = Messages.token(message);
    return Messages.isResult(message)
        ? "answer %s under token %d"
            .formatted(words.fact(Messages.content(message)).getClass().getSimpleName(), token)
        : "command %s under token %d"
            .formatted(words.command(Messages.content(message)).getClass().getSimpleName(), token);
  }
}
