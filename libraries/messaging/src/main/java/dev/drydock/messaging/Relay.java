package dev.drydock.messaging;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Sends the outbox. Reads the oldest rows of the slots that it holds the lease of and deletes each
 * after the broker's acknowledgement: nothing depends on where it read last, so a row that commits
 * late is not lost. A message may be sent again after a crash, never left out. Without a loop, as
 * {@link Worker} is; all turns are one caller's.
 */
public final class Relay {
  private final OutboxStore store;
  private final MessageBroker broker;
  private final LongSupplier nanos;
  private final RelayLeases leases;
  private final Flights flights;
  private final Duration lease;
  private final int batch;
  private long renewedNanos;

  /**
   * @param nanos of a clock that only goes forward
   * @param lease how long it may send a slot's messages without renewing
   * @param batch how many rows it reads at once
   * @param holder names it among the relays of its service
   */
  public Relay(
      OutboxStore store,
      MessageBroker broker,
      LongSupplier nanos,
      Duration lease,
      int batch,
      String holder) {
    this.store = store;
    this.broker = broker;
    this.nanos = nanos;
    this.lease = lease;
    this.batch = batch;
    this.leases = new RelayLeases(store, nanos, holder, lease);
    this.flights = new Flights(store, broker, nanos, delivery(lease));
    this.renewedNanos = nanos.getAsLong();
  }

  /** How long the broker is given for one message: flights fit into what is left of a lease. */
  public static Duration delivery(Duration lease) {
    return lease.dividedBy(3);
  }

  /**
   * Sends what waits, as long as its lease lasts. Due every {@link MessagingConfig#relayPoll}, when
   * {@link WorkSignals#outboxFilled} is told, and at once after a turn that sent something.
   *
   * @return how many messages the broker acknowledged; their rows are gone
   */
  public int sendTurn() {
    renewWhenDue();
    if (leases.held().isEmpty()) {
      return 0;
    }
    var rows = store.oldest(leases.held(), flights.heldUpTopics(), batch);
    return flights.send(rows, leases::outlasts);
  }

  private void renewWhenDue() {
    boolean due = nanos.getAsLong() - renewedNanos > lease.toNanos() / 4;
    if (leases.held().isEmpty() || due || !leases.outlasts(flights.longest())) {
      renewedNanos = nanos.getAsLong();
      leases.renew();
    }
  }

  /** The last turn: others may send its slots at once. */
  public void giveBack() {
    broker.close();
    leases.giveBack();
  }
}
