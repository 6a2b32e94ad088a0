package dev.drydock.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Calls the turns of the service's {@link Relay}, from one thread. */
@ApplicationScoped
class RelayLoop {
  private static final Logger LOG = Logger.getLogger(RelayLoop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration SAMPLE = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final Relay relay;
  private final Duration poll;
  private final Bell bell = new Bell();
  private final Counter sent;

  private volatile OutboxTable.Depth depth = new OutboxTable.Depth(0, 0, 0);
  private volatile boolean stopping;
  private @Nullable Thread thread;
  private long sampledNanos = System.nanoTime() - SAMPLE.toNanos();
  private boolean failing;

  @Inject
  RelayLoop(
      Transactions transactions,
      KafkaClients kafka,
      TopicKeeper topics,
      Service service,
      MessagingConfig messaging,
      MeterRegistry metrics) {
    this.transactions = transactions;
    this.relay =
        new Relay(
            new JdbcOutboxStore(transactions),
            new KafkaBroker(kafka, topics::wake, Relay.delivery(messaging.relayLease())),
            System::nanoTime,
            messaging.relayLease(),
            messaging.relayBatch(),
            service.instance());
    this.poll = messaging.relayPoll();
    this.sent = metrics.counter("drydock.outbox.sent");
    metrics.gauge("drydock.outbox.depth", this, loop -> loop.depth.waiting());
    metrics.gauge("drydock.outbox.refused", this, loop -> loop.depth.refused());
    metrics.gauge("drydock.outbox.age.seconds", this, loop -> loop.depth.oldestAgeMs() / 1000.0);
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
      sample();
      int acknowledged = relay.sendTurn();
      sent.increment(acknowledged);
      recovered();
      return acknowledged > 0 ? Duration.ZERO : poll;
    } catch (Throwable e) {
      // Errors too: a relay that has ended silently sends nothing ever again.
      failed(e);
      return AFTER_FAILURE;
    }
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
          e instanceof WorkStore.Unavailable ? e.getMessage() : e.getClass().getSimpleName());
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
    try {
      relay.giveBack();
    } catch (RuntimeException e) {
      LOG.debugf("leases end by themselves: %s", Causes.of(e));
    }
  }
}
