package dev.drydock.notifier.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.notifier.domain.Projection;
import dev.drydock.notifier.domain.TenantKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The stored projection and its event log; every call inside a transaction. */
public interface Projections {

  /**
   * Locks the log: one writer at a time, so that positions become visible in their order.
   *
   * @return how far the ledger has been read: where to read next
   */
  long lock();

  /** How far the ledger has been read, without a lock. */
  long ledgerPosition();

  /** Those of the IDs that the event log already holds. */
  Set<EventId> seen(Collection<EventId> ids);

  /** What is known about the upgrades and tenants that the events name. */
  Projection load(Set<UpgradeId> upgrades, Set<UpgradeId> whole, Set<TenantKey> tenants);

  /** Stores what changed and appends the events to the log, each with the next position. */
  void save(Projection projection);

  /** Notes how far the ledger has been read. */
  void ledgerReadTo(long position);

  /** What makes an event the same event: CloudEvents source and ID. */
  record EventId(String source, String id) {
    static EventId of(Message<? extends Event> fact) {
      return new EventId(fact.envelope().source(), fact.envelope().id());
    }
  }

  /** What a page of the ledger holds. */
  record Page(List<Message<? extends Event>> events, long next) {
    public Page {
      events = List.copyOf(events);
    }
  }
}
