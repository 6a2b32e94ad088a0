package dev.drydock.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits where a handled batch ends, in the background. A commit that fails costs a redelivery and
 * nothing else: SmallRye's own default asks the broker for committed offsets on the way and ends
 * the channel for good when that fails, as after a partition that outlasted the session.
 */
final class CommitHandled implements KafkaCommitHandler {
  /** The value of {@code commit-strategy}. */
  static final String STRATEGY = "drydock";

  private static final Logger LOG = Logger.getLogger(CommitHandled.class);

  private final KafkaConsumer<?, ?> consumer;

  CommitHandled(KafkaConsumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  @Override
  public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
    var partition = new TopicPartition(record.getTopic(), record.getPartition());
    var next = new OffsetAndMetadata(record.getOffset() + 1);
    var _ =
        consumer
            .commitAsync(Map.of(partition, next))
            .subscribe()
            .with(
                _ -> {},
                e ->
                    LOG.infof(
                        "%s not committed at %d, may come again: %s",
                        partition, next.offset(), e.getClass().getSimpleName()));
    return Uni.createFrom().voidItem();
  }

  /** Found by SmallRye by its identifier. */
  @ApplicationScoped
  @Identifier(STRATEGY)
  static class Factory implements KafkaCommitHandler.Factory {
    @Override
    public KafkaCommitHandler create(
        KafkaConnectorIncomingConfiguration config,
        Vertx vertx,
        KafkaConsumer<?, ?> consumer,
        BiConsumer<Throwable, Boolean> reportFailure) {
      return new CommitHandled(consumer);
    }
  }
}
