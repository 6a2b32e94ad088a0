package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WorkStore.Leased;
import dev.drydock.messaging.WorkStore.Outgoing;
import dev.drydock.messaging.WorkStore.Transaction;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Stores what became of leased works. */
final class Outcomes implements LeasedWork.Answering {
  private static final Logger LOG = Logger.getLogger(Outcomes.class);
  private static final int MOST_TAKEN_OVER = 100;
  private static final Duration UNREADABLE_DELAY = Duration.ofMinutes(1);
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);
  private static final Duration PUT_BACK_DELAY = Duration.ofSeconds(2);

  private final WorkStore store;
  private final WorkPace pace;
  private final WorkSignals signals;
  private final Service service;

  Outcomes(WorkStore store, WorkPace pace, WorkSignals signals, Service service) {
    this.store = store;
    this.pace = pace;
    this.signals = signals;
    this.service = service;
  }

  /** Tries as long as the lease may still be ours: an outcome is worth waiting for a database. */
  @Override
  public void finish(LeasedWork work, Result result) {
    var outcome = outcome(work.message(), result);
    var id = work.message().envelope().id();
    persist(work, transaction -> transaction.finish(id, work.executionId(), outcome));
    signals.outboxFilled();
  }

  /** Nothing has happened yet; a claim that is turned away every time is a failure in the end. */
  @Override
  public void putBack(LeasedWork work) {
    if (signals.turnedAwayTooOften(work.message().envelope().id())) {
      finish(work, new Result.StepFailed(work.step(), Failure.of(FailureCode.INTERNAL)));
    } else {
      putBack(work, pace.around(PUT_BACK_DELAY));
    }
  }

  void putBack(LeasedWork work, Duration delay) {
    var id = work.message().envelope().id();
    persist(work, transaction -> transaction.putBack(id, work.executionId(), delay, false));
  }

  private void persist(LeasedWork work, Function<Transaction, Boolean> change) {
    pace.undisturbed(() -> persistWithRetries(work, change));
  }

  private void persistWithRetries(LeasedWork work, Function<Transaction, Boolean> change) {
    var id = work.message().envelope().id();
    while (true) {
      try {
        if (!store.inTransaction(change)) {
          LOG.warnf("messageId=%s answered too late: its lease is gone", id);
        }
        return;
      } catch (WorkStore.Unavailable e) {
        if (work.cancelled()) {
          LOG.warnf("messageId=%s: outcome not stored: %s", id, e.getMessage());
          return;
        }
      }
      pace.pause(pace.around(RETRY_DELAY));
    }
  }

  @Override
  public void settle(LeasedWork work) {
    var step = work.step();
    var takeover = work.takeover();
    switch (work.ending()) {
      case LEASE_LOST -> LOG.debugf("messageId=%s is another's", work.message().envelope().id());
      case STOPPING -> giveBack(work);
      case FENCED -> finish(work, new Result.StepFenced(step, work.fencedBy()));
      case STALLED -> finish(work, unanswered(step, FailureCode.STALLED, takeover));
      case null -> finish(work, unanswered(step, FailureCode.INTERNAL, takeover));
    }
  }

  private void giveBack(LeasedWork work) {
    switch (work.takeover()) {
      case REPEAT -> putBack(work, Duration.ZERO);
      case UNKNOWN ->
          finish(work, unanswered(work.step(), FailureCode.TAKEN_OVER, work.takeover()));
    }
  }

  private static Result unanswered(Step step, FailureCode code, StepExecutor.Takeover takeover) {
    return switch (takeover) {
      case REPEAT -> new Result.StepFailed(step, Failure.of(code));
      case UNKNOWN -> new Result.StepUnknown(step, Failure.of(code));
    };
  }

  /** Answers, or queues again, the commands whose executions lost their leases. */
  void takeOver(Transaction transaction, Map<String, StepExecutor> executors, int mostTakeovers) {
    for (var lost : transaction.expired(executors.keySet(), MOST_TAKEN_OVER)) {
      var command = lost.command();
      var executor = command == null ? null : executors.get(command.envelope().type());
      if (command == null || executor == null) {
        transaction.putBack(lost.messageId(), lost.execution(), UNREADABLE_DELAY, false);
      } else {
        takeOver(transaction, lost, command, executor.onTakeover(command.data()), mostTakeovers);
      }
    }
  }

  private void takeOver(
      Transaction transaction,
      Leased lost,
      Message<? extends Command> command,
      StepExecutor.Takeover takeover,
      int mostTakeovers) {
    var step = Step.of(command.data());
    boolean again =
        takeover == StepExecutor.Takeover.REPEAT && lost.takeovers() + 1 < mostTakeovers;
    LOG.warnf(
        "messageId=%s tenantId=%s token=%s: lost execution of %s, %s",
        lost.messageId(),
        command.envelope().tenantId(),
        command.envelope().token(),
        step,
        again ? "queued again" : "answered");
    if (again) {
      transaction.putBack(lost.messageId(), lost.execution(), Duration.ZERO, true);
    } else {
      var failure = unanswered(step, FailureCode.TAKEN_OVER, takeover);
      transaction.finish(lost.messageId(), lost.execution(), outcome(command, failure));
    }
  }

  private Outgoing outcome(Message<? extends Command> command, Result result) {
    return store.outgoing(
        Topics.RESULTS, Answers.result(command.envelope(), result, service.source(), pace.now()));
  }
}
