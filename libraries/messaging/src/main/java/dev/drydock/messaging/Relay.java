package dev.drydock.messaging;

import java.time.Duration;

/**
 * Sends the outbox. Reads the oldest rows of the slots that it holds the lease of and deletes each
 * after the broker's acknowledgement: nothing depends on where it read last, so a row that commits
 * late is not lost. A message may be sent again after a crash, never left out. Without a loop, as
 * {@link Worker} is; all turns are one caller's.
 */
public final class Relay {
  private final OutboxStore store;
  private final MessageBroker broker;
  private final WorkPace pace;
  private final RelayLeases leases;
  private final Flights flights;
  private final Duration lease;
  private final int batch;
  private long renewedNanos;

  public Relay(
      OutboxStore store,
      MessageBroker broker,
      WorkPace pace,
      MessagingConfig messaging,
      Service service) {
    this.store = store;
    this.broker = broker;
    this.pace = pace;
    this.lease = messaging.relayLease();
    this.batch = messaging.relayBatch();
    this.leases = new RelayLeases(store, pace, service.instance(), lease);
    this.flights = new Flights(store, broker, pace, delivery(messaging));
    this.renewedNanos = pace.nanos();
  }

  /** How long the broker is given for one message: flights fit into what is left of a lease. */
  public static Duration delivery(MessagingConfig messaging) {
    return messaging.relayLease().dividedBy(3);
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
    boolean due = pace.nanos() - renewedNanos > lease.toNanos() / 4;
    if (leases.held().isEmpty() || due || !leases.outlasts(flights.longest())) {
      renewedNanos = pace.nanos();
      leases.renew();
    }
  }

  /** The last turn: others may send its slots at once. */
  public void giveBack() {
    broker.close();
    leases.giveBack();
  }
}
