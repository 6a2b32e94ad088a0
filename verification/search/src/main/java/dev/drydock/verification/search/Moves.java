package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Outage;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;

/** What happens without any fault: messages arrive, workers work, leases are taken over. */
final class Moves {
  private static final int MOST_TAKEOVERS = 3;

  static void all(World world, Model model, Sink sink) {
    admit(world, model, sink);
    for (int i = 0; i < world.messageCount(); i++) {
      deliver(world, world.message(i), model, true, sink);
    }
    sendAgain(world, model, sink);
    for (var service : Service.values()) {
      lease(world, service, model, sink);
      takeOver(world, service, model, sink);
    }
    for (int i = 0; i < world.execs.size(); i++) {
      execution(world, i, model, sink);
    }
  }

  private static void admit(World world, Model model, Sink sink) {
    if (model.sagas().state(world.saga) instanceof TenantUpgradeState.Pending) {
      var after = world.copy();
      model.decide(after, new Fact.Admit(), true);
      sink.accept(Happening.COORDINATOR, "coordinator admits the tenant", after);
    }
  }

  /**
   * @param last whether the message is gone afterwards
   */
  static void deliver(World world, int message, Model model, boolean last, Sink sink) {
    if (Messages.isResult(message)) {
      answered(world, message, model, last, sink);
    } else {
      accepted(world, message, model, last, sink);
    }
  }

  private static void answered(World world, int message, Model model, boolean last, Sink sink) {
    var happening = last ? Happening.MESSAGE : Happening.DUPLICATE;
    int moved = -1;
    for (boolean patient : new boolean[] {true, false}) {
      var after = world.copy();
      if (last) {
        after.removeMessage(message);
      }
      hear(after, message, model, patient);
      if (after.saga == moved) {
        continue;
      }
      moved = after.saga;
      var what = model.tells() ? arrival(world, after, message, model, patient) : "";
      sink.accept(happening, what, after);
    }
  }

  private static String arrival(
      World world, World after, int message, Model model, boolean patient) {
    var from = model.sagas().state(world.saga).name();
    var to = model.sagas().state(after.saga).name();
    return "coordinator hears %s: %s -> %s%s"
        .formatted(model.name(message), from, to, patient ? "" : " (its patience is at its end)");
  }

  private static void hear(World after, int message, Model model, boolean patient) {
    var state = model.sagas().state(after.saga);
    if (!(state instanceof TenantUpgradeState.Waiting)
        || !model.rules().answers(model.sagas().token(after.saga), Messages.token(message))) {
      return;
    }
    var said = model.words().fact(Messages.content(message));
    var fact = state instanceof Migrating ? Outage.ofMigration(said, after.claimed) : said;
    model.decide(after, fact, patient);
  }

  private static void accepted(World world, int message, Model model, boolean last, Sink sink) {
    int token = Messages.token(message);
    int command = Messages.content(message);
    var after = world.copy();
    if (last) {
      after.removeMessage(message);
    }
    var queue = after.queue(Service.of(model.words().step(command)));
    boolean known = token == queue.seen && queue.state != Queue.UNKNOWN;
    if (known) {
      if (queue.state == Queue.FINISHED) {
        after.send(Messages.result(token, queue.content));
      }
    } else if (model.rules().accepts(queue.seen, token)) {
      queue.accepted(token, command);
      lease(after, queue, model);
    } else {
      var why = Failure.of(FailureCode.FENCED).withCount(queue.seen);
      var fenced = new Fact.StepFenced(new Token(queue.seen), why);
      after.send(Messages.result(token, model.words().fact(fenced)));
    }
    sink.accept(
        last ? Happening.MESSAGE : Happening.DUPLICATE,
        model.tells() ? "a worker takes " + model.name(message) : "",
        after);
  }

  /** When nothing is under way any more, the deadline passes: then it is asked again. */
  private static void sendAgain(World world, Model model, Sink sink) {
    int command = model.sagas().command(world.saga);
    if (command < 0 || !model.rules().sendsAgain()) {
      return;
    }
    int token = model.sagas().token(world.saga);
    var queue = world.queue(Service.of(model.words().step(command)));
    boolean worked =
        queue.seen == token && (queue.state == Queue.QUEUED || queue.state == Queue.RUNNING);
    boolean onItsWay = false;
    for (int i = 0; i < world.messageCount(); i++) {
      onItsWay |= Messages.token(world.message(i)) == token;
    }
    if (!worked && !onItsWay) {
      var after = world.copy();
      after.send(Messages.command(token, command));
      sink.accept(Happening.COORDINATOR, "coordinator sends its command again", after);
    }
  }

  private static void lease(World world, Service service, Model model, Sink sink) {
    if (world.queue(service).state != Queue.QUEUED) {
      return;
    }
    var after = world.copy();
    var exec = lease(after, after.queue(service), model);
    sink.accept(
        Happening.WORKER, model.tells() ? "a worker leases: " + model.name(exec) : "", after);
  }

  private static Exec lease(World after, Queue queue, Model model) {
    var exec = new Exec();
    exec.token = queue.seen;
    exec.command = queue.content;
    exec.step = model.words().step(queue.content);
    exec.lease = true;
    queue.state = Queue.RUNNING;
    after.execs.add(exec);
    return exec;
  }

  /** The lease of a dead or frozen worker runs out. */
  private static void takeOver(World world, Service service, Model model, Sink sink) {
    if (world.queue(service).state != Queue.RUNNING) {
      return;
    }
    var after = world.copy();
    var queue = after.queue(service);
    for (var exec : after.execs) {
      if (exec.lease && exec.token == queue.seen && Service.of(exec.step) == service) {
        if (!exec.stalled) {
          return;
        }
        exec.lease = false;
      }
    }
    var step = model.words().step(queue.content);
    boolean unknown = model.rules().unknownWhenLost(step);
    if (!unknown && queue.takeovers + 1 < MOST_TAKEOVERS) {
      queue.state = Queue.QUEUED;
      queue.takeovers++;
    } else {
      var why = Failure.of(FailureCode.TAKEN_OVER);
      int fact = model.words().fact(unknown ? new Fact.StepUnknown(why) : new Fact.StepFailed(why));
      queue.finished(fact);
      after.send(Messages.result(queue.seen, fact));
    }
    sink.accept(
        Happening.WORKER,
        model.tells()
            ? "the lease of %s under token %d runs out: %s"
                .formatted(step, queue.seen, queue.state == Queue.QUEUED ? "queued" : "answered")
            : "",
        after);
  }

  private static void execution(World world, int index, Model model, Sink sink) {
    var turn = new Turn(world, index, model, sink);
    var exec = turn.exec();
    if (exec.stalled) {
      turn.then("goes on: its worker is not frozen any more", (_, e) -> e.stalled = false);
      return;
    }
    if (exec.orphan) {
      turn.then(Happening.SERVER, "ends without an effect", (after, e) -> after.execs.remove(e));
    }
    if (exec.phase == Exec.ANSWERING) {
      turn.then("stores its outcome, if it has its lease", model::finish);
    } else {
      Programs.step(turn);
    }
  }

  private Moves() {}
}
