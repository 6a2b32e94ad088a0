package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WorkStore.Known;
import dev.drydock.messaging.WorkStore.Outgoing;
import dev.drydock.messaging.WorkStore.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accepts commands: queues what is new, answers what is known or comes too late. */
final class WorkItems {
  private final WorkStore store;
  private final WorkPace pace;
  private final WorkSignals signals;
  private final Service service;

  WorkItems(WorkStore store, WorkPace pace, WorkSignals signals, Service service) {
    this.store = store;
    this.pace = pace;
    this.signals = signals;
    this.service = service;
  }

  void accept(List<Message<? extends Command>> commands) {
    if (commands.isEmpty()) {
      return;
    }
    var byId = new LinkedHashMap<String, Message<? extends Command>>();
    commands.forEach(command -> byId.putIfAbsent(command.envelope().id(), command));
    store.inTransaction(transaction -> accept(transaction, byId));
    signals.outboxFilled();
    signals.workWaits();
  }

  /**
   * A command that a higher token outranks is only sent by a ledger that was set back: what it was
   * answered once must not lead that ledger on as if nothing had come after.
   */
  private boolean accept(Transaction transaction, Map<String, Message<? extends Command>> byId) {
    var highest = transaction.raiseTokens(tokensOf(byId.values()));
    var known = transaction.known(byId.keySet());
    var answers = new ArrayList<Outgoing>();
    var fresh = new ArrayList<Message<? extends Command>>();
    for (var command : byId.values()) {
      var envelope = command.envelope();
      var before = known.get(envelope.id());
      long seen = highest.getOrDefault(envelope.tenantId().value(), 0L);
      boolean barred = Fence.bars(command, seen);
      if (barred && (before == null || before.outcome() != null)) {
        var fenced = new Result.StepFenced(Step.of(command.data()), new Token(seen));
        answers.add(result(command, fenced));
      } else if (before != null) {
        answers.add(again(command, before));
      } else {
        fresh.add(command);
      }
    }
    transaction.add(fresh);
    transaction.send(answers);
    return true;
  }

  private static SortedMap<String, Long> tokensOf(Collection<Message<? extends Command>> commands) {
    var tokens = new TreeMap<String, Long>();
    for (var command : commands) {
      var envelope = command.envelope();
      tokens.merge(envelope.tenantId().value(), envelope.token().value(), Math::max);
    }
    return tokens;
  }

  /** Its outcome once more when it has one, else that it is alive. */
  private Outgoing again(Message<? extends Command> command, Known before) {
    var outcome = before.outcome();
    if (outcome != null) {
      return outcome;
    }
    var now = pace.now();
    var phase =
        switch (before.state()) {
          case RUNNING -> "running";
          case QUEUED, FINISHED -> "queued";
        };
    var progress = new Progress(Step.of(command.data()), phase, before.attempt(), 0, 0);
    return store.outgoing(
        Topics.PROGRESS,
        Answers.progress(command.envelope(), progress, "again/" + now, service.source(), now));
  }

  private Outgoing result(Message<? extends Command> command, Result result) {
    return store.outgoing(
        Topics.RESULTS, Answers.result(command.envelope(), result, service.source(), pace.now()));
  }
}
