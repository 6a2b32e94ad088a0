package dev.drydock.messaging;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The slots that this relay may send. Living relays share them evenly; a dead one's fall free when
 * its lease ends. Used by the relay's one thread only.
 */
final class RelayLeases {
  private final OutboxStore store;
  private final LongSupplier nanos;
  private final String holder;
  private final Duration lease;

  private List<Integer> held = List.of();
  private long heldUntilNanos;

  RelayLeases(OutboxStore store, LongSupplier nanos, String holder, Duration lease) {
    this.store = store;
    this.nanos = nanos;
    this.holder = holder;
    this.lease = lease;
    this.heldUntilNanos = nanos.getAsLong();
  }

  void renew() {
    // Counted from before the statement: the store's lease ends later than ours.
    long until = nanos.getAsLong() + lease.toNanos();
    held = store.share(holder, lease);
    heldUntilNanos = until;
  }

  /** Whether something that takes this long at most may still be begun. */
  boolean outlasts(Duration longest) {
    return heldUntilNanos - nanos.getAsLong() > longest.toNanos();
  }

  List<Integer> held() {
    return held;
  }

  void giveBack() {
    held = List.of();
    store.giveBack(holder);
  }
}
