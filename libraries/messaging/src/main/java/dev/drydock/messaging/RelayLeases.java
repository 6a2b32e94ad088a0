package dev.drydock.messaging;

import java.time.Duration;
import java.util.List;

/**
 * The slots that this relay may send. Living relays share them evenly; a dead one's fall free when
 * its lease ends. Used by the relay's one thread only.
 */
final class RelayLeases {
  private final OutboxStore store;
  private final WorkPace pace;
  private final String holder;
  private final Duration lease;

  private List<Integer> held = List.of();
  private long heldUntilNanos;

  RelayLeases(OutboxStore store, WorkPace pace, String holder, Duration lease) {
    this.store = store;
    this.pace = pace;
    this.holder = holder;
    this.lease = lease;
    this.heldUntilNanos = pace.nanos();
  }

  void renew() {
    // Counted from before the statement: the store's lease ends later than ours.
    long until = pace.nanos() + lease.toNanos();
    held = store.share(holder, lease);
    heldUntilNanos = until;
  }

  /** Whether something that takes this long at most may still be begun. */
  boolean outlasts(Duration longest) {
    return heldUntilNanos - pace.nanos() > longest.toNanos();
  }

  List<Integer> held() {
    return held;
  }

  void giveBack() {
    held = List.of();
    store.giveBack(holder);
  }
}
