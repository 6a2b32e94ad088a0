package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Token;
import dev.drydock.coordinator.domain.saga.Fact;

/** One execution's turn in one world: each call of {@code then} is one thing that may happen. */
final class Turn {
  /** What becomes of the world and of the execution whose turn it is. */
  @FunctionalInterface
  interface Change {
    void on(World after, Exec exec);
  }

  private final World before;
  private final int index;
  private final Model model;
  private final Sink sink;

  Turn(World before, int index, Model model, Sink sink) {
    this.before = before;
    this.index = index;
    this.model = model;
    this.sink = sink;
  }

  World world() {
    return before;
  }

  Exec exec() {
    return before.execs.get(index);
  }

  Database database() {
    return before.database;
  }

  Rules rules() {
    return model.rules();
  }

  Model model() {
    return model;
  }

  int fact(Fact fact) {
    return model.words().fact(fact);
  }

  int failed(FailureCode code) {
    return fact(new Fact.StepFailed(Failure.of(code)));
  }

  int unknown(FailureCode code) {
    return fact(new Fact.StepUnknown(Failure.of(code)));
  }

  int fenced(int seen) {
    return fact(
        new Fact.StepFenced(new Token(seen), Failure.of(FailureCode.FENCED).withCount(seen)));
  }

  void then(String what, Change change) {
    then(Happening.WORKER, what, change);
  }

  void then(Happening happening, String what, Change change) {
    var after = before.copy();
    change.on(after, after.execs.get(index));
    sink.accept(happening, model.tells() ? model.name(exec()) + " " + what : "", after);
  }

  void answers(String what, int fact) {
    then(what, (_, exec) -> exec.answers(fact));
  }

  /** Asks the coordinator; goes on when it grants, answers so when it refuses. */
  void claims(int refused, Change granted) {
    if (!rules().asksBefore(exec().step)) {
      then("goes on without asking", granted);
      return;
    }
    boolean current = model.sagas().token(before.saga) == exec().token && waits();
    if (rules().grants(current, !before.claimed, exec().claim)) {
      then(
          "claims, granted",
          (after, exec) -> {
            grant(after, exec, current);
            granted.on(after, exec);
          });
      then(
          Happening.CLAIM_LOST,
          "claims; granted, but the answer is lost; the work goes back",
          (after, exec) -> {
            grant(after, exec, current);
            model.putBack(after, exec);
          });
    } else {
      answers("claims, refused", refused);
    }
    then(Happening.CLAIM_LOST, "claims; the question is lost; the work goes back", model::putBack);
  }

  private boolean waits() {
    return model.sagas().command(before.saga) >= 0;
  }

  private static void grant(World after, Exec exec, boolean current) {
    if (!current) {
      after.wrong("a claim was granted under a token that is not the present one");
    } else if (after.claimed && !exec.claim) {
      after.wrong("a claim was granted to two executions");
    }
    after.claimed = true;
    exec.claim = true;
  }
}
