package dev.drydock.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows in flights: of each lane (tenant and topic) one message is in the air at a time, so
 * that a lost one can never be overtaken by the next; all lanes fly together.
 */
final class Flights {
  private static final Logger LOG = Logger.getLogger(Flights.class);
  private static final Duration HOLD = Duration.ofSeconds(1);

  private final Transactions transactions;
  private final KafkaClients kafka;
  private final Runnable topicMissing;
  private final Duration delivery;
  private final Map<String, Long> heldUpUntilNanos = new HashMap<>();
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param topicMissing told when a topic cannot be found
   * @param delivery how long one message may take
   */
  Flights(Transactions transactions, KafkaClients kafka, Runnable topicMissing, Duration delivery) {
    this.transactions = transactions;
    this.kafka = kafka;
    this.topicMissing = topicMissing;
    this.delivery = delivery;
  }

  /** What one flight takes at most. */
  Duration longest() {
    return delivery.plus(delivery.dividedBy(2));
  }

  /** Topics that could not be written a moment ago: they must not hold up the others. */
  Set<String> heldUpTopics() {
    heldUpUntilNanos.values().removeIf(until -> until - System.nanoTime() < 0);
    return Set.copyOf(heldUpUntilNanos.keySet());
  }

  /**
   * @param mayFly whether the lease outlasts a flight of that length
   * @return how many the broker acknowledged; their rows are gone
   */
  int send(List<OutboxTable.Row> rows, Predicate<Duration> mayFly) {
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

  private static Collection<OutboxTable.Row> firstOfEachLane(List<OutboxTable.Row> rows) {
    var first = new LinkedHashMap<String, OutboxTable.Row>();
    rows.forEach(row -> first.putIfAbsent(row.lane(), row));
    return Set.copyOf(first.values());
  }

  private boolean isWritable(String topic) {
    if (heldUpUntilNanos.containsKey(topic)) {
      return false;
    }
    try {
      if (!open().partitionsFor(topic).isEmpty()) {
        return true;
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debugf("%s cannot be written: %s", topic, e.getClass().getSimpleName());
    }
    topicMissing.run();
    holdUp(topic);
    return false;
  }

  private void holdUp(String topic) {
    heldUpUntilNanos.put(topic, System.nanoTime() + HOLD.toNanos());
  }

  private int fly(Collection<OutboxTable.Row> flight, Set<String> failedLanes) {
    var sent = new LinkedHashMap<OutboxTable.Row, Future<RecordMetadata>>();
    for (var row : flight) {
      sent.put(row, open().send(row.record().to(row.topic())));
    }
    var acknowledged = new ArrayList<Long>();
    boolean renewProducer = false;
    for (var entry : sent.entrySet()) {
      var row = entry.getKey();
      var failure = failureOf(entry.getValue());
      if (failure == null) {
        acknowledged.add(row.id());
        continue;
      }
      failedLanes.add(row.lane());
      holdUp(row.topic());
      renewProducer |= !(failure instanceof RetriableException);
      refuseIfHopeless(row, failure);
    }
    if (!acknowledged.isEmpty()) {
      transactions.perform(connection -> OutboxTable.delete(connection, acknowledged));
    }
    if (renewProducer) {
      close();
    }
    return acknowledged.size();
  }

  private static @Nullable Throwable failureOf(Future<RecordMetadata> sent) {
    try {
      sent.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** A record that the broker will never take must not hold up its tenant for ever. */
  private void refuseIfHopeless(OutboxTable.Row row, Throwable failure) {
    boolean hopeless =
        failure instanceof RecordTooLargeException
            || failure instanceof RecordBatchTooLargeException
            || failure instanceof InvalidTopicException;
    if (hopeless) {
      var reason = failure.getClass().getSimpleName();
      LOG.errorf("outbox row %d for %s is refused for good: %s", row.id(), row.topic(), reason);
      transactions.perform(connection -> OutboxTable.refuse(connection, row.id(), reason));
    } else {
      LOG.debugf("%s: %s, will be sent again", row.topic(), failure.getClass().getSimpleName());
    }
  }

  private Producer<byte[], byte[]> open() {
    var current = producer;
    if (current == null) {
      current = kafka.durable(delivery);
      producer = current;
    }
    return current;
  }

  void close() {
    var current = producer;
    producer = null;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }
}
