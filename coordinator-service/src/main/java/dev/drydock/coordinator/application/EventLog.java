package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.UpgradeId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of the ledger, readable from any position. */
public interface EventLog {
  void append(List<? extends Message<? extends Event>> events);

  /**
   * Gives positions to committed events that have none. Only one caller at a time, over all
   * coordinators; others return 0 at once.
   *
   * @return how many were placed
   */
  int place(int limit);

  /** CloudEvents in structured form, from this position on; gap-free. */
  List<Placed> from(long position, int limit, @Nullable UpgradeId upgrade);

  /** The position that the next event will get. */
  long next();

  record Placed(long position, Map<String, Object> cloudEvent) {}
}
