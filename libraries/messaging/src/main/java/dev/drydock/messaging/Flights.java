package dev.drydock.messaging;

import dev.drydock.messaging.MessageBroker.Answer.Acknowledged;
import dev.drydock.messaging.MessageBroker.Answer.Refused;
import dev.drydock.messaging.MessageBroker.Answer.Unknown;
import dev.drydock.messaging.OutboxStore.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Sends rows in flights: of each lane (tenant and topic) one message is in the air at a time, so
 * that a lost one can never be overtaken by the next; all lanes fly together.
 */
final class Flights {
  private static final Logger LOG = Logger.getLogger(Flights.class);
  private static final Duration HOLD = Duration.ofSeconds(1);

  private final OutboxStore store;
  private final MessageBroker broker;
  private final LongSupplier nanos;
  private final Duration delivery;
  private final Map<String, Long> heldUpUntilNanos = new HashMap<>();

  /**
   * @param delivery how long one message may take
   */
  Flights(OutboxStore store, MessageBroker broker, LongSupplier nanos, Duration delivery) {
    this.store = store;
    this.broker = broker;
    this.nanos = nanos;
    this.delivery = delivery;
  }

  /** What one flight takes at most. */
  Duration longest() {
    return delivery.plus(delivery.dividedBy(2));
  }

  /** Topics that could not be written a moment ago: they must not hold up the others. */
  Set<String> heldUpTopics() {
    heldUpUntilNanos.values().removeIf(until -> until - nanos.getAsLong() < 0);
    return Set.copyOf(heldUpUntilNanos.keySet());
  }

  /**
   * @param mayFly whether the lease outlasts a flight of that length
   * @return how many the broker acknowledged; their rows are gone
   */
  int send(List<Row> rows, Predicate<Duration> mayFly) {
    int acknowledged = 0;
    var waiting = new ArrayList<>(rows);
    waiting.removeIf(row -> !isWritable(row.topic()));
    while (!waiting.isEmpty() && mayFly.test(longest())) {
      var flight = firstOfEachLane(waiting);
      var failed = new HashSet<String>();
      acknowledged += fly(flight, failed);
      waiting.removeAll(flight);
      waiting.removeIf(row -> failed.contains(row.lane()));
    }
    return acknowledged;
  }

  private static Collection<Row> firstOfEachLane(List<Row> rows) {
    var first = new LinkedHashMap<String, Row>();
    rows.forEach(row -> first.putIfAbsent(row.lane(), row));
    return new LinkedHashSet<>(first.values());
  }

  private boolean isWritable(String topic) {
    if (heldUpUntilNanos.containsKey(topic)) {
      return false;
    }
    if (broker.takes(topic)) {
      return true;
    }
    holdUp(topic);
    return false;
  }

  private void holdUp(String topic) {
    heldUpUntilNanos.put(topic, nanos.getAsLong() + HOLD.toNanos());
  }

  private int fly(Collection<Row> flight, Set<String> failedLanes) {
    var sent = new LinkedHashMap<Row, MessageBroker.Delivery>();
    flight.forEach(row -> sent.put(row, broker.send(row)));
    var acknowledged = new ArrayList<Long>();
    sent.forEach((row, delivery) -> {
      switch (delivery.await()) {
        case Acknowledged _ -> acknowledged.add(row.id());
        case Unknown(var reason) -> {
          hold(row, failedLanes);
          LOG.debugf("%s: %s, will be sent again", row.topic(), reason);
        }
        case Refused(var reason) -> {
          hold(row, failedLanes);
          refuse(row, reason);
        }
      }
    });
    if (!acknowledged.isEmpty()) {
      store.forget(acknowledged);
    }
    return acknowledged.size();
  }

  private void hold(Row row, Set<String> failedLanes) {
    failedLanes.add(row.lane());
    holdUp(row.topic());
  }

  /** A message that the broker will never take must not hold up its tenant for ever. */
  private void refuse(Row row, String reason) {
    LOG.errorf("outbox row %d for %s is refused for good: %s", row.id(), row.topic(), reason);
    store.refuse(row.id(), reason);
  }
}
