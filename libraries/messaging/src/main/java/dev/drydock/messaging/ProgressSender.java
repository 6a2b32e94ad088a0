package dev.drydock.messaging;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells how far works are; what cannot be told is forgotten. */
@ApplicationScoped
class ProgressSender {
  private static final Logger LOG = Logger.getLogger(ProgressSender.class);

  private final KafkaClients kafka;
  private final WireCodec codec;
  private @Nullable Producer<byte[], byte[]> producer;

  @Inject
  ProgressSender(KafkaClients kafka, WireCodec codec) {
    this.kafka = kafka;
    this.codec = codec;
  }

  synchronized void tell(Message<Progress> message) {
    try {
      var _ = open().send(codec.encode(Topics.PROGRESS, message), (sent, failure) -> {});
    } catch (RuntimeException e) {
      LOG.debugf("progress not told: %s", e.getClass().getSimpleName());
    }
  }

  private Producer<byte[], byte[]> open() {
    var current = producer;
    if (current == null) {
      current = kafka.lossy();
      producer = current;
    }
    return current;
  }

  synchronized void close() {
    var current = producer;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }
}
