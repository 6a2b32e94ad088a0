package dev.drydock.coordinator.application;

import dev.drydock.contracts.UpgradeId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of the ledger's events. */
@ApplicationScoped
public class ReadEvents {
  private final EventLog events;

  ReadEvents(EventLog events) {
    this.events = events;
  }

  /**
   * @param next the position to ask for next; nothing between is missing
   */
  public record Page(List<EventLog.Placed> events, long next) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /** The high-water mark is read first: what is placed meanwhile belongs to the next page. */
  @Transactional
  public Page from(long position, int limit, @Nullable UpgradeId upgrade) {
    long highest = events.next();
    if (position >= highest) {
      return new Page(List.of(), position);
    }
    var found = events.from(position, limit, upgrade);
    boolean full = found.size() == limit;
    long last = found.isEmpty() ? position - 1 : found.getLast().position();
    return new Page(found, full ? last + 1 : Math.max(last + 1, highest));
  }
}
