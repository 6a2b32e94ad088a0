package dev.drydock.messaging;

import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells how far works are; what cannot be told is forgotten. */
@ApplicationScoped
class ProgressSender {
  private static final Logger LOG = Logger.getLogger(ProgressSender.class);

  private final KafkaClients kafka;
  private final WireCodec codec;
  private final Service service;
  private final InstantSource clock = InstantSource.system();
  private @Nullable Producer<byte[], byte[]> producer;

  @Inject
  ProgressSender(KafkaClients kafka, WireCodec codec, Service service) {
    this.kafka = kafka;
    this.codec = codec;
    this.service = service;
  }

  synchronized void tell(LeasedWork work, Progress progress) {
    try {
      var now = clock.instant();
      var message =
          Answers.progress(
              work.message().envelope(),
              progress,
              work.executionId() + "/" + now,
              service.source(),
              now);
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
