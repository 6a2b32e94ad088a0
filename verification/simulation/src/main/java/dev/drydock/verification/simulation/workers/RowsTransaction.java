package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.WorkStore.Known;
import dev.drydock.messaging.WorkStore.Leased;
import dev.drydock.messaging.WorkStore.Outgoing;
import dev.drydock.messaging.WorkStore.Queued;
import dev.drydock.messaging.WorkStore.State;
import dev.drydock.messaging.WorkStore.Transaction;
import dev.drydock.verification.simulation.workers.WorkRows.Item;
import dev.drydock.verification.simulation.workers.WorkRows.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One transaction on a worker's rows: no other runs before it has ended. */
final class RowsTransaction implements Transaction {
  private final WorkRows rows;
  private final Instant now;
  private final boolean forgetful;

  /**
   * @param forgetful whether commands that were answered are queued again
   */
  RowsTransaction(WorkRows rows, Life life, boolean forgetful) {
    this.forgetful = forgetful;
    this.rows = rows;
    this.now = life.now();
  }

  private static String tenantOf(Item item) {
    return item.command().envelope().tenantId().value();
  }

  private static String typeOf(Item item) {
    return item.command().envelope().type();
  }

  private long highest(String tenant) {
    return rows.tokens.getOrDefault(tenant, 0L);
  }

  @Override
  public Map<String, Long> raiseTokens(SortedMap<String, Long> tokens) {
    var highest = new HashMap<String, Long>();
    tokens.forEach((tenant, token) -> {
      if (token > highest(tenant)) {
        rows.raise(tenant, token);
      }
      highest.put(tenant, highest(tenant));
    });
    return highest;
  }

  @Override
  public Map<String, Known> known(Collection<String> messageIds) {
    var known = new HashMap<String, Known>();
    for (var id : messageIds) {
      var item = rows.items.get(id);
      if (item != null && !(forgetful && item.state() == State.FINISHED)) {
        known.put(id, new Known(item.state(), item.attempt(), item.outcome()));
      }
    }
    return known;
  }

  @Override
  public void add(Collection<Message<? extends Command>> commands) {
    for (var command : commands) {
      var id = command.envelope().id();
      var before = rows.items.get(id);
      if (before == null || (forgetful && before.state() == State.FINISHED)) {
        rows.put(
            id, new Item(rows.next(), command, State.QUEUED, now, 0, 0, null, null, null, null));
      }
    }
  }

  @Override
  public void send(Collection<Outgoing> messages) {
    messages.forEach(message -> rows.send((Letter) message));
  }

  @Override
  public List<Queued> queued(Collection<String> types, Collection<String> grouped, int perServer) {
    var counts = new HashMap<String, Integer>();
    var queued = new ArrayList<Queued>();
    rows.items.values().stream()
        .filter(item -> item.state() == State.QUEUED && types.contains(typeOf(item)))
        .filter(item -> !item.availableAt().isAfter(now))
        .sorted(Comparator.comparingLong(Item::position))
        .forEach(item -> {
          var server = item.command().data().tenant().server();
          if (counts.merge(server + typeOf(item), 1, Integer::sum) <= perServer) {
            boolean asked = grouped.contains(typeOf(item));
            queued.add(
                new Queued(
                    item.command().envelope().id(),
                    typeOf(item),
                    server,
                    asked ? item.command() : null));
          }
        });
    return queued;
  }

  @Override
  public Map<String, Leased> claim(Collection<String> messageIds, String holder, Duration lease) {
    var leased = new HashMap<String, Leased>();
    for (var id : messageIds) {
      var item = rows.items.get(id);
      if (item != null && item.state() == State.QUEUED) {
        var claimed =
            new Item(
                item.position(),
                item.command(),
                State.RUNNING,
                item.availableAt(),
                item.attempt() + 1,
                item.takeovers(),
                "execution-" + rows.next(),
                holder,
                now.plus(lease),
                null);
        rows.put(id, claimed);
        leased.put(id, leased(claimed));
      }
    }
    return leased;
  }

  private Leased leased(Item item) {
    return new Leased(
        item.command().envelope().id(),
        Objects.requireNonNull(item.execution()),
        item.attempt(),
        item.takeovers(),
        highest(tenantOf(item)),
        item.command());
  }

  private static Item leasedUntil(Item item, Instant until) {
    return new Item(
        item.position(),
        item.command(),
        item.state(),
        item.availableAt(),
        item.attempt(),
        item.takeovers(),
        item.execution(),
        item.holder(),
        until,
        null);
  }

  @Override
  public Map<String, Long> renew(Collection<String> executions, Duration lease) {
    var renewed = new HashMap<String, Long>();
    for (var entry : List.copyOf(rows.items.entrySet())) {
      var item = entry.getValue();
      var execution = item.execution();
      if (execution != null && executions.contains(execution)) {
        rows.put(entry.getKey(), leasedUntil(item, now.plus(lease)));
        renewed.put(execution, highest(tenantOf(item)));
      }
    }
    return renewed;
  }

  private @Nullable Item running(String messageId, String execution) {
    var item = rows.items.get(messageId);
    return item != null && execution.equals(item.execution()) ? item : null;
  }

  @Override
  public boolean finish(String messageId, String execution, Outgoing outcome) {
    var item = running(messageId, execution);
    if (item == null) {
      return false;
    }
    rows.answered(messageId);
    rows.put(
        messageId,
        new Item(
            item.position(),
            item.command(),
            State.FINISHED,
            item.availableAt(),
            item.attempt(),
            item.takeovers(),
            null,
            null,
            null,
            outcome));
    rows.send((Letter) outcome);
    return true;
  }

  @Override
  public boolean putBack(String messageId, String execution, Duration delay, boolean lost) {
    var item = running(messageId, execution);
    if (item == null) {
      return false;
    }
    rows.put(
        messageId,
        new Item(
            item.position(),
            item.command(),
            State.QUEUED,
            now.plus(delay),
            item.attempt(),
            item.takeovers() + (lost ? 1 : 0),
            null,
            null,
            null,
            null));
    return true;
  }

  @Override
  public Collection<Leased> expired(Collection<String> types, int limit) {
    return rows.items.values().stream()
        .filter(item -> item.state() == State.RUNNING && types.contains(typeOf(item)))
        .filter(item -> Objects.requireNonNull(item.leaseUntil()).isBefore(now))
        .limit(limit)
        .map(this::leased)
        .toList();
  }

  @Override
  public int endLeasesOf(String holder) {
    int ended = 0;
    for (var entry : List.copyOf(rows.items.entrySet())) {
      var item = entry.getValue();
      if (item.state() == State.RUNNING && holder.equals(item.holder())) {
        rows.put(entry.getKey(), leasedUntil(item, now.minusMillis(1)));
        ended++;
      }
    }
    return ended;
  }

  @Override
  public long queuedCount() {
    return rows.items.values().stream().filter(item -> item.state() == State.QUEUED).count();
  }
}
