package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Topics;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Doorbell;
import dev.drydock.coordinator.application.EventLog;
import dev.drydock.messaging.Inbox;
import dev.drydock.messaging.Outbox;
import dev.drydock.verification.simulation.kernel.Kernel;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Messages to send, messages handled, events with their positions. */
final class LedgerMessages implements Outbox, Inbox, EventLog, Doorbell {
  private static final Set<String> HEARD =
      Set.of(Topics.BACKUP_COMMANDS, Topics.MIGRATION_COMMANDS);
  private final Tables tables;
  private final Kernel kernel;

  LedgerMessages(Tables tables, Kernel kernel) {
    this.tables = tables;
    this.kernel = kernel;
  }

  /** Only what somebody in the simulation reads is sent. */
  @Override
  public void add(String topic, List<? extends Message<?>> messages) {
    if (!tables.ledger.isOpen()) {
      throw new IllegalStateException("the outbox needs an active transaction");
    }
    if (!HEARD.contains(topic)) {
      return;
    }
    for (var message : messages) {
      long id = tables.nextSerial();
      tables.outbox.put(id, new Rows.OutboxRow(id, topic, message, kernel.now()));
    }
    tables.ledger.whenCommitted(tables.outboxFilled::raise);
  }

  @Override
  public Set<String> admit(Collection<String> messageIds) {
    var fresh = new LinkedHashSet<String>();
    for (var id : messageIds) {
      if (tables.inbox.get(id) == null) {
        tables.inbox.put(id, true);
        fresh.add(id);
      }
    }
    return fresh;
  }

  @Override
  public void append(List<? extends Message<? extends Event>> events) {
    for (var event : events) {
      tables.eventIds.insert(event.envelope().id(), true, "event_id_key");
      tables.events.put(tables.nextSerial(), new Rows.EventRow(event, 0));
    }
  }

  @Override
  public int place(int limit) {
    int placed = 0;
    long next = next();
    for (var row : List.copyOf(tables.events.rows().entrySet())) {
      if (row.getValue().position() == 0 && placed < limit) {
        tables.events.put(row.getKey(), new Rows.EventRow(row.getValue().event(), next++));
        placed++;
      }
    }
    return placed;
  }

  @Override
  public List<Placed> from(long position, int limit, @Nullable UpgradeId upgrade) {
    return tables.events.values().stream()
        .filter(row -> row.position() >= position)
        .filter(row -> upgrade == null || row.event().envelope().upgradeId().equals(upgrade))
        .limit(limit)
        .map(row -> new Placed(row.position(), Map.<String, Object>of()))
        .toList();
  }

  @Override
  public long next() {
    return tables.events.values().stream().mapToLong(Rows.EventRow::position).max().orElse(0) + 1;
  }

  @Override
  public Set<String> stuckFor(Duration limit) {
    var stuck = new TreeSet<String>();
    var before = kernel.now().minus(limit);
    tables.outbox.values().stream()
        .filter(row -> row.at().isBefore(before))
        .forEach(row -> stuck.add(row.topic()));
    return stuck;
  }
}
