package dev.drydock.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the outbox. Reads the oldest rows of the slots that it holds the lease of and deletes each
 * after the broker's acknowledgement: nothing depends on where it read last, so a row that commits
 * late is not lost. A message may be sent again after a crash, never left out.
 */
@ApplicationScoped
class Relay {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration SAMPLE = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final RelayLeases leases;
  private final Flights flights;
  private final Duration poll;
  private final Duration lease;
  private final int batch;
  private final Bell bell = new Bell();
  private final Counter sent;

  private volatile OutboxTable.Depth depth = new OutboxTable.Depth(0, 0, 0);
  private volatile boolean stopping;
  private @Nullable Thread thread;
  private long sampledNanos = System.nanoTime() - SAMPLE.toNanos();
  private long renewedNanos = System.nanoTime();
  private boolean failing;

  @Inject
  Relay(
      Transactions transactions,
      KafkaClients kafka,
      TopicKeeper topics,
      Service service,
      MessagingConfig messaging,
      MeterRegistry metrics) {
    this.transactions = transactions;
    this.lease = messaging.relayLease();
    this.leases = new RelayLeases(transactions, service.instance(), lease);
    this.flights = new Flights(transactions, kafka, topics::wake, lease.dividedBy(3));
    this.poll = messaging.relayPoll();
    this.batch = messaging.relayBatch();
    this.sent = metrics.counter("drydock.outbox.sent");
    metrics.gauge("drydock.outbox.depth", this, relay -> relay.depth.waiting());
    metrics.gauge("drydock.outbox.refused", this, relay -> relay.depth.refused());
    metrics.gauge("drydock.outbox.age.seconds", this, relay -> relay.depth.oldestAgeMs() / 1000.0);
  }

  void start() {
    thread = Thread.ofPlatform().name("drydock-relay").daemon().start(this::run);
  }

  /** There may be something to send. */
  void wake() {
    bell.ring();
  }

  /** Ends after the current flight and gives the slots to others at once. */
  void stop(Duration wait) throws InterruptedException {
    stopping = true;
    bell.ring();
    var running = thread;
    if (running != null && !running.join(wait)) {
      running.interrupt();
      running.join(wait);
    }
  }

  private void run() {
    while (!stopping && !Thread.currentThread().isInterrupted()) {
      try {
        bell.await(step());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    end();
  }

  /** One look at the outbox; how long to wait for the next. */
  private Duration step() {
    try {
      renewWhenDue();
      sample();
      int acknowledged = sendOldest();
      sent.increment(acknowledged);
      recovered();
      return acknowledged > 0 ? Duration.ZERO : poll;
    } catch (Throwable e) {
      // Errors too: a relay that has ended silently sends nothing ever again.
      failed(e);
      return AFTER_FAILURE;
    }
  }

  private void renewWhenDue() {
    boolean due = System.nanoTime() - renewedNanos > lease.toNanos() / 4;
    if (leases.held().isEmpty() || due || !leases.outlasts(flights.longest())) {
      renewedNanos = System.nanoTime();
      leases.renew();
    }
  }

  private int sendOldest() {
    if (leases.held().isEmpty()) {
      return 0;
    }
    var rows =
        transactions.run(connection ->
            OutboxTable.oldest(connection, leases.held(), flights.heldUpTopics(), batch));
    return flights.send(rows, leases::outlasts);
  }

  private void sample() {
    if (System.nanoTime() - sampledNanos >= SAMPLE.toNanos()) {
      sampledNanos = System.nanoTime();
      depth = transactions.run(OutboxTable::depth);
    }
  }

  private void failed(Throwable e) {
    if (!failing) {
      failing = true;
      LOG.warnf(
          "relay waits: %s",
          e instanceof Transactions.DatabaseUnavailable
              ? e.getMessage()
              : e.getClass().getSimpleName());
      LOG.debugf("relay waits: %s", Causes.of(e));
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.info("relay sends again");
    }
  }

  private void end() {
    flights.close();
    try {
      leases.giveBack();
    } catch (RuntimeException e) {
      LOG.debugf("leases end by themselves: %s", Causes.of(e));
    }
  }
}
