package dev.drydock.messaging;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@link WorkStore} for one thread: no transaction here ever has to be undone. */
final class WorkInMemory implements WorkStore {
  /** What becomes of the next transaction. */
  enum Mishap {
    NONE,
    NOT_DONE,
    DONE_BUT_ANSWER_LOST
  }

  private record Sent(Message<?> message) implements Outgoing {}

  private static final class Item {
    final Message<? extends Command> command;
    State state = State.QUEUED;
    int attempt;
    int takeovers;
    long availableNanos = Long.MIN_VALUE;
    String holder = "";
    String execution = "";
    long leaseUntilNanos;
    @Nullable Outgoing outcome;

    Item(Message<? extends Command> command) {
      this.command = command;
    }
  }

  private final LongSupplier nanos;
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Long> tokens = new HashMap<>();
  private int executions;

  final List<Message<?>> sent = new ArrayList<>();
  Mishap mishap = Mishap.NONE;

  WorkInMemory(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Outgoing outgoing(String topic, Message<?> message) {
    return new Sent(message);
  }

  @Override
  public <T> T inTransaction(Function<Transaction, T> work) {
    var now = mishap;
    if (now == Mishap.NOT_DONE) {
      throw new Unavailable("away", null);
    }
    T done = work.apply(new Now());
    if (now == Mishap.DONE_BUT_ANSWER_LOST) {
      mishap = Mishap.NONE;
      throw new Unavailable("no answer", null);
    }
    return done;
  }

  private final class Now implements Transaction {
    @Override
    public Map<String, Long> raiseTokens(SortedMap<String, Long> raised) {
      raised.forEach((tenant, token) -> tokens.merge(tenant, token, Math::max));
      return Map.copyOf(tokens);
    }

    @Override
    public Map<String, Known> known(Collection<String> messageIds) {
      var known = new HashMap<String, Known>();
      for (var id : messageIds) {
        var item = items.get(id);
        if (item != null) {
          known.put(id, new Known(item.state, item.attempt, item.outcome));
        }
      }
      return known;
    }

    @Override
    public void add(Collection<Message<? extends Command>> commands) {
      commands.forEach(command -> items.putIfAbsent(command.envelope().id(), new Item(command)));
    }

    @Override
    public void send(Collection<Outgoing> messages) {
      messages.forEach(message -> sent.add(((Sent) message).message()));
    }

    @Override
    public List<Queued> queued(
        Collection<String> types, Collection<String> grouped, int perServer) {
      return items.values().stream()
          .filter(item -> item.state == State.QUEUED && item.availableNanos <= nanos.getAsLong())
          .map(item -> item.command)
          .filter(command -> types.contains(command.envelope().type()))
          .map(command ->
              new Queued(
                  command.envelope().id(),
                  command.envelope().type(),
                  command.data().tenant().server(),
                  null))
          .toList();
    }

    @Override
    public Map<String, Leased> claim(Collection<String> messageIds, String holder, Duration lease) {
      var claimed = new LinkedHashMap<String, Leased>();
      for (var id : messageIds) {
        var item = items.get(id);
        if (item != null && item.state == State.QUEUED) {
          item.state = State.RUNNING;
          item.attempt++;
          item.holder = holder;
          item.execution = "execution-" + ++executions;
          item.leaseUntilNanos = nanos.getAsLong() + lease.toNanos();
          claimed.put(id, leased(item));
        }
      }
      return claimed;
    }

    private Leased leased(Item item) {
      var envelope = item.command.envelope();
      long highest = tokens.getOrDefault(envelope.tenantId().value(), 0L);
      return new Leased(
          envelope.id(), item.execution, item.attempt, item.takeovers, highest, item.command);
    }

    @Override
    public Map<String, Long> renew(Collection<String> renewed, Duration lease) {
      var highest = new HashMap<String, Long>();
      for (var item : items.values()) {
        if (item.state == State.RUNNING && renewed.contains(item.execution)) {
          item.leaseUntilNanos = nanos.getAsLong() + lease.toNanos();
          highest.put(item.execution, leased(item).highestToken());
        }
      }
      return highest;
    }

    private @Nullable Item heldBy(String messageId, String execution) {
      var item = items.get(messageId);
      return item == null || item.state != State.RUNNING || !item.execution.equals(execution)
          ? null
          : item;
    }

    @Override
    public boolean finish(String messageId, String execution, Outgoing outcome) {
      var item = heldBy(messageId, execution);
      if (item == null) {
        return false;
      }
      item.state = State.FINISHED;
      item.outcome = outcome;
      send(List.of(outcome));
      return true;
    }

    @Override
    public boolean putBack(String messageId, String execution, Duration delay, boolean lost) {
      var item = heldBy(messageId, execution);
      if (item == null) {
        return false;
      }
      item.state = State.QUEUED;
      item.takeovers += lost ? 1 : 0;
      item.availableNanos = nanos.getAsLong() + delay.toNanos();
      return true;
    }

    @Override
    public Collection<Leased> expired(Collection<String> types, int limit) {
      return items.values().stream()
          .filter(item -> item.state == State.RUNNING)
          .filter(item -> item.leaseUntilNanos < nanos.getAsLong())
          .limit(limit)
          .map(this::leased)
          .toList();
    }

    @Override
    public int endLeasesOf(String holder) {
      int ended = 0;
      for (var item : items.values()) {
        if (item.state == State.RUNNING && item.holder.equals(holder)) {
          item.leaseUntilNanos = nanos.getAsLong() - 1;
          ended++;
        }
      }
      return ended;
    }

    @Override
    public long queuedCount() {
      return items.values().stream().filter(item -> item.state == State.QUEUED).count();
    }
  }
}
