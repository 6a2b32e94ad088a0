package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** {@link WorkStore} in the service's own database. */
@ApplicationScoped
class JdbcWorkStore implements WorkStore {
  private final Transactions transactions;
  private final CloudEventsCodec codec;

  @Inject
  JdbcWorkStore(Transactions transactions, CloudEventsCodec codec) {
    this.transactions = transactions;
    this.codec = codec;
  }

  /** Encoded already: the transaction only stores bytes. */
  private record Encoded(ProducerRecord<byte[], byte[]> record) implements Outgoing {
    static ProducerRecord<byte[], byte[]> in(Outgoing outgoing) {
      return ((Encoded) outgoing).record();
    }
  }

  @Override
  public Outgoing outgoing(String topic, Message<?> message) {
    return new Encoded(codec.encode(topic, message));
  }

  @Override
  public <T> T inTransaction(Function<Transaction, T> work) {
    return transactions.run(connection -> work.apply(new InConnection(connection, codec)));
  }

  /** One open transaction. */
  private record InConnection(Connection connection, CloudEventsCodec codec)
      implements Transaction {
    private interface Statement<T> {
      T on(Connection connection) throws SQLException;
    }

    private <T> T execute(Statement<T> statement) {
      try {
        return statement.on(connection);
      } catch (SQLException e) {
        throw new Transactions.DatabaseUnavailable(e);
      }
    }

    @Override
    public Map<String, Long> raiseTokens(SortedMap<String, Long> tokens) {
      return execute(c -> AcceptedCommands.raiseTokens(c, tokens));
    }

    @Override
    public Map<String, Known> known(Collection<String> messageIds) {
      var known = new HashMap<String, Known>();
      execute(c -> AcceptedCommands.known(c, messageIds))
          .forEach((id, found) -> known.put(id, known(found)));
      return known;
    }

    private static Known known(AcceptedCommands.Known found) {
      var outcome = found.outcome();
      return new Known(
          State.valueOf(found.state()),
          found.attempt(),
          outcome == null ? null : new Encoded(outcome.to(Topics.RESULTS)));
    }

    @Override
    public void add(Collection<Message<? extends Command>> commands) {
      var accepted = commands.stream().map(this::accepted).toList();
      var _ =
          execute(c -> {
            AcceptedCommands.insert(c, accepted);
            return true;
          });
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

    @Override
    public void send(Collection<Outgoing> messages) {
      var records = messages.stream().map(Encoded::in).toList();
      var _ =
          execute(c -> {
            OutboxTable.insert(c, records);
            return true;
          });
    }

    @Override
    public List<Queued> queued(
        Collection<String> types, Collection<String> grouped, int perServer) {
      var queued = new ArrayList<Queued>();
      for (var item : execute(c -> WorkTable.queued(c, types, grouped, perServer))) {
        queued.add(
            new Queued(item.messageId(), item.type(), item.server(), command(item.record())));
      }
      return queued;
    }

    private @Nullable Message<? extends Command> command(@Nullable WireRecord stored) {
      return stored == null ? null : codec.storedCommand(stored);
    }

    @Override
    public Map<String, Leased> claim(Collection<String> messageIds, String holder, Duration lease) {
      var claimed = new HashMap<String, Leased>();
      execute(c -> WorkTable.claim(c, messageIds, holder, lease))
          .forEach((id, found) -> claimed.put(id, leased(found)));
      return claimed;
    }

    private Leased leased(WorkTable.Leased found) {
      return new Leased(
          found.messageId(),
          found.execution(),
          found.attempt(),
          found.takeovers(),
          found.highestToken(),
          command(found.record()));
    }

    @Override
    public Map<String, Long> renew(Collection<String> executions, Duration lease) {
      return execute(c -> WorkTable.renew(c, executions, lease));
    }

    @Override
    public boolean finish(String messageId, String execution, Outgoing outcome) {
      return execute(c -> WorkTable.finish(c, messageId, execution, Encoded.in(outcome)));
    }

    @Override
    public boolean putBack(String messageId, String execution, Duration delay, boolean lost) {
      return execute(c -> WorkTable.putBack(c, messageId, execution, delay, lost));
    }

    @Override
    public Collection<Leased> expired(Collection<String> types, int limit) {
      return execute(c -> WorkTable.expired(c, types, limit)).stream().map(this::leased).toList();
    }

    @Override
    public int endLeasesOf(String holder) {
      return execute(c -> WorkTable.endLeasesOf(c, holder));
    }

    @Override
    public long queuedCount() {
      return execute(WorkTable::queuedCount);
    }
  }
}
