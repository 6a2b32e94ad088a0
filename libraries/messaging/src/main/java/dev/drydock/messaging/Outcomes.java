package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores what became of leased works. */
@ApplicationScoped
class Outcomes implements LeasedWork.Answering {
  private static final Logger LOG = Logger.getLogger(Outcomes.class);
  private static final int MOST_TAKEN_OVER = 100;
  private static final Duration UNREADABLE_DELAY = Duration.ofMinutes(1);
  private static final Duration PUT_BACK_DELAY = Duration.ofSeconds(2);

  private final Transactions transactions;
  private final WireCodec codec;
  private final Service service;
  private final Relay relay;
  private final TurnedAway turnedAway;
  private final InstantSource clock = InstantSource.system();
  private final Executor storing = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  Outcomes(
      Transactions transactions,
      WireCodec codec,
      Service service,
      Relay relay,
      TurnedAway turnedAway) {
    this.transactions = transactions;
    this.codec = codec;
    this.service = service;
    this.relay = relay;
    this.turnedAway = turnedAway;
  }

  /** Tries as long as the lease may still be ours: an outcome is worth waiting for a database. */
  @Override
  public void finish(LeasedWork work, Result result) {
    var outcome = record(work.message(), result);
    var id = work.message().envelope().id();
    persist(work, connection -> WorkTable.finish(connection, id, work.executionId(), outcome));
    relay.wake();
  }

  /** Nothing has happened yet; a claim that is turned away every time is a failure in the end. */
  @Override
  public void putBack(LeasedWork work) {
    if (turnedAway.tooOften(work.message().envelope().id())) {
      finish(work, new Result.StepFailed(work.step(), Failure.of(FailureCode.INTERNAL)));
    } else {
      putBack(work, jittered(PUT_BACK_DELAY));
    }
  }

  void putBack(LeasedWork work, Duration delay) {
    var id = work.message().envelope().id();
    persist(
        work, connection -> WorkTable.putBack(connection, id, work.executionId(), delay, false));
  }

  /** On a thread of its own, which nobody interrupts: an interrupt would cost the connection. */
  private void persist(LeasedWork work, Transactions.Work<Boolean> change) {
    CompletableFuture.runAsync(() -> persistWithRetries(work, change), storing).join();
  }

  private void persistWithRetries(LeasedWork work, Transactions.Work<Boolean> change) {
    var id = work.message().envelope().id();
    while (true) {
      try {
        if (!transactions.run(change)) {
          LOG.warnf("messageId=%s answered too late: its lease is gone", id);
        }
        return;
      } catch (Transactions.DatabaseUnavailable e) {
        if (work.cancelled()) {
          LOG.warnf("messageId=%s: outcome not stored: %s", id, e.getMessage());
          return;
        }
      }
      LockSupport.parkNanos(jittered(Duration.ofMillis(500)).toNanos());
    }
  }

  private static Duration jittered(Duration mean) {
    return Duration.ofMillis(
        mean.toMillis() / 2 + ThreadLocalRandom.current().nextLong(mean.toMillis()));
  }

  /** Answers for an execution that ended without an answer of its own. */
  void settle(LeasedWork work, StepExecutor.Takeover takeover) {
    var step = work.step();
    switch (work.ending()) {
      case LEASE_LOST -> LOG.debugf("messageId=%s is another's", work.message().envelope().id());
      case STOPPING -> giveBack(work, takeover);
      case FENCED -> finish(work, new Result.StepFenced(step, work.fencedBy()));
      case STALLED -> finish(work, unanswered(step, FailureCode.STALLED, takeover));
      case null -> finish(work, unanswered(step, FailureCode.INTERNAL, takeover));
    }
  }

  private void giveBack(LeasedWork work, StepExecutor.Takeover takeover) {
    switch (takeover) {
      case REPEAT -> putBack(work, Duration.ZERO);
      case UNKNOWN -> finish(work, unanswered(work.step(), FailureCode.TAKEN_OVER, takeover));
    }
  }

  private static Result unanswered(Step step, FailureCode code, StepExecutor.Takeover takeover) {
    return switch (takeover) {
      case REPEAT -> new Result.StepFailed(step, Failure.of(code));
      case UNKNOWN -> new Result.StepUnknown(step, Failure.of(code));
    };
  }

  /** Answers, or queues again, the commands whose executions lost their leases. */
  void takeOver(
      Connection connection,
      Map<String, StepExecutor> executors,
      Function<WireRecord, @Nullable Message<? extends Command>> reading,
      int mostTakeovers)
      throws SQLException {
    for (var lost : WorkTable.expired(connection, executors.keySet(), MOST_TAKEN_OVER)) {
      var command = reading.apply(lost.record());
      var executor = command == null ? null : executors.get(command.envelope().type());
      if (command == null || executor == null) {
        WorkTable.putBack(connection, lost.messageId(), lost.execution(), UNREADABLE_DELAY, false);
      } else {
        takeOver(connection, lost, command, executor.onTakeover(command.data()), mostTakeovers);
      }
    }
  }

  private void takeOver(
      Connection connection,
      WorkTable.Leased lost,
      Message<? extends Command> command,
      StepExecutor.Takeover takeover,
      int mostTakeovers)
      throws SQLException {
    var step = Answers.stepOf(command.data());
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
      WorkTable.putBack(connection, lost.messageId(), lost.execution(), Duration.ZERO, true);
    } else {
      var failure = unanswered(step, FailureCode.TAKEN_OVER, takeover);
      WorkTable.finish(connection, lost.messageId(), lost.execution(), record(command, failure));
    }
  }

  private ProducerRecord<byte[], byte[]> record(Message<? extends Command> command, Result result) {
    return codec.encode(
        Topics.RESULTS,
        Answers.result(command.envelope(), result, service.source(), clock.instant()));
  }
}
