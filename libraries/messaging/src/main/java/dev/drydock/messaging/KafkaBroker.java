package dev.drydock.messaging;

import dev.drydock.messaging.MessageBroker.Answer.Acknowledged;
import dev.drydock.messaging.MessageBroker.Answer.Refused;
import dev.drydock.messaging.MessageBroker.Answer.Unknown;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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

/** {@link MessageBroker} by one durable producer. Used by the relay's one thread only. */
final class KafkaBroker implements MessageBroker {
  private static final Logger LOG = Logger.getLogger(KafkaBroker.class);

  private final KafkaClients kafka;
  private final Runnable topicMissing;
  private final Duration delivery;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean broken;

  /**
   * @param topicMissing told when a topic cannot be found
   * @param delivery how long one message may take
   */
  KafkaBroker(KafkaClients kafka, Runnable topicMissing, Duration delivery) {
    this.kafka = kafka;
    this.topicMissing = topicMissing;
    this.delivery = delivery;
  }

  @Override
  public boolean takes(String topic) {
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
    return false;
  }

  @Override
  public Delivery send(OutboxStore.Row row) {
    var sent = open().send(((WireRecord) row.message()).to(row.topic()));
    return () -> answerTo(sent);
  }

  private Answer answerTo(Future<RecordMetadata> sent) {
    try {
      sent.get();
      return new Acknowledged();
    } catch (ExecutionException e) {
      var failure = e.getCause();
      broken |= !(failure instanceof RetriableException);
      var reason = failure == null ? "" : failure.getClass().getSimpleName();
      return isHopeless(failure) ? new Refused(reason) : new Unknown(reason);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static boolean isHopeless(@Nullable Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidTopicException;
  }

  /** Another producer after a failure that this one may not recover from. */
  private Producer<byte[], byte[]> open() {
    if (broken) {
      close();
    }
    var current = producer;
    if (current == null) {
      current = kafka.durable(delivery);
      producer = current;
    }
    return current;
  }

  @Override
  public void close() {
    var current = producer;
    producer = null;
    broken = false;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }
}
