package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.WorkStore;
import dev.drydock.messaging.WorkStore.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker service's database: commands, tokens, outbox; what is undone is as if never done. */
public final class WorkRows {
  /** A message, unencoded. */
  record Letter(String topic, Message<?> message) implements WorkStore.Outgoing {
    String lane() {
      return topic + "/" + message.envelope().tenantId();
    }
  }

  record Sending(long id, Letter letter) {}

  /** A command's row. */
  record Item(
      long position,
      Message<? extends Command> command,
      State state,
      Instant availableAt,
      int attempt,
      int takeovers,
      @Nullable String execution,
      @Nullable String holder,
      @Nullable Instant leaseUntil,
      WorkStore.@Nullable Outgoing outcome) {}

  final Map<String, Item> items = new LinkedHashMap<>();
  final Map<String, Long> tokens = new HashMap<>();
  private final Map<Long, Sending> outbox = new LinkedHashMap<>();
  private final Set<Long> unacknowledged = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Consumer<String> violations;
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private long number;
  private @Nullable String relay;
  private Instant relayUntil = Instant.MIN;

  WorkRows(Consumer<String> violations) {
    this.violations = violations;
  }

  /** Each command has one outcome, however often it comes. */
  void answered(String messageId) {
    if (!answered.add(messageId)) {
      violations.accept(messageId + ": answered twice, it was executed again");
    } else {
      undo.push(() -> answered.remove(messageId));
    }
  }

  void put(String messageId, Item item) {
    var before = items.put(messageId, item);
    undo.push(() -> {
      if (before == null) {
        items.remove(messageId);
      } else {
        items.put(messageId, before);
      }
    });
  }

  void raise(String tenant, long token) {
    var before = tokens.put(tenant, token);
    undo.push(() -> {
      if (before == null) {
        tokens.remove(tenant);
      } else {
        tokens.put(tenant, before);
      }
    });
  }

  void send(Letter letter) {
    long id = next();
    outbox.put(id, new Sending(id, letter));
    unacknowledged.add(id);
    undo.push(() -> {
      outbox.remove(id);
      unacknowledged.remove(id);
    });
  }

  long next() {
    return ++number;
  }

  void committed() {
    undo.clear();
  }

  void rolledBack() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  /** The oldest of each lane, none of the others may overtake it. */
  List<Sending> due() {
    Set<String> lanes = new HashSet<>();
    return outbox.values().stream().filter(row -> lanes.add(row.letter().lane())).toList();
  }

  /** Whether any message waits. */
  public boolean isSent() {
    return outbox.isEmpty();
  }

  void acknowledged(Sending row) {
    unacknowledged.remove(row.id());
  }

  /** Messages that have left the outbox, and that the broker never acknowledged. */
  long lost() {
    return unacknowledged.stream().filter(id -> !outbox.containsKey(id)).count();
  }

  void forget(Sending row) {
    outbox.remove(row.id());
  }

  /** One replica at a time sends, until its lease ends. */
  boolean leaseRelay(String replica, Instant now, Instant until) {
    if (relay != null && !relay.equals(replica) && now.isBefore(relayUntil)) {
      return false;
    }
    relay = replica;
    relayUntil = until;
    return true;
  }
}
