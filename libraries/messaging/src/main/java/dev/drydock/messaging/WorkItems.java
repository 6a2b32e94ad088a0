package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@link WorkQueue} in the service's own database. */
@ApplicationScoped
class WorkItems implements WorkQueue {
  private final Transactions transactions;
  private final WireCodec codec;
  private final Service service;
  private final Relay relay;
  private final LeasedExecutor executor;
  private final InstantSource clock = InstantSource.system();

  @Inject
  WorkItems(
      Transactions transactions,
      WireCodec codec,
      Service service,
      Relay relay,
      LeasedExecutor executor) {
    this.transactions = transactions;
    this.codec = codec;
    this.service = service;
    this.relay = relay;
    this.executor = executor;
  }

  @Override
  public void accept(List<Message<? extends Command>> commands) {
    if (commands.isEmpty()) {
      return;
    }
    var byId = new LinkedHashMap<String, Message<? extends Command>>();
    commands.forEach(command -> byId.putIfAbsent(command.envelope().id(), command));
    transactions.perform(connection -> accept(connection, byId));
    relay.wake();
    executor.wake();
  }

  private void accept(Connection connection, Map<String, Message<? extends Command>> byId)
      throws SQLException {
    var highest = AcceptedCommands.raiseTokens(connection, tokensOf(byId.values()));
    var known = AcceptedCommands.known(connection, byId.keySet());
    var answers = new ArrayList<ProducerRecord<byte[], byte[]>>();
    var fresh = new ArrayList<AcceptedCommands.Accepted>();
    for (var command : byId.values()) {
      var envelope = command.envelope();
      var before = known.get(envelope.id());
      long seen = highest.getOrDefault(envelope.tenantId().value(), 0L);
      if (before != null) {
        answers.add(again(command, before));
      } else if (Fence.bars(command, seen)) {
        var fenced = new Result.StepFenced(Answers.stepOf(command.data()), new Token(seen));
        answers.add(result(command, fenced));
      } else {
        fresh.add(accepted(command));
      }
    }
    AcceptedCommands.insert(connection, fresh);
    OutboxTable.insert(connection, answers);
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
  private ProducerRecord<byte[], byte[]> again(
      Message<? extends Command> command, AcceptedCommands.Known before) {
    var outcome = before.outcome();
    if (outcome != null) {
      return outcome.to(Topics.RESULTS);
    }
    var now = clock.instant();
    var phase = before.state().equals("RUNNING") ? "running" : "queued";
    var progress = new Progress(Answers.stepOf(command.data()), phase, before.attempt(), 0, 0);
    return codec.encode(
        Topics.PROGRESS,
        Answers.progress(command.envelope(), progress, "again/" + now, service.source(), now));
  }

  private ProducerRecord<byte[], byte[]> result(Message<? extends Command> command, Result result) {
    return codec.encode(
        Topics.RESULTS,
        Answers.result(command.envelope(), result, service.source(), clock.instant()));
  }

  private AcceptedCommands.Accepted accepted(Message<? extends Command> command) {
    var envelope = command.envelope();
    return new AcceptedCommands.Accepted(
        envelope.id(),
        envelope.tenantId().value(),
        envelope.token().value(),
        envelope.type(),
        command.data().tenant().server(),
        WireRecord.of(codec.encode(Topics.RESULTS, command)));
  }
}
