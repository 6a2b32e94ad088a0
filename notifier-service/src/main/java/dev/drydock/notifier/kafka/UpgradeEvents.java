package dev.drydock.notifier.kafka;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.Consumed;
import dev.drydock.notifier.application.CatchUp;
import dev.drydock.notifier.application.ProjectEvents;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes {@code drydock.upgrade.events}, a poll at a time. */
@ApplicationScoped
class UpgradeEvents {
  private final Consumed consumed;
  private final ProjectEvents projectEvents;
  private final CatchUp catchUp;

  UpgradeEvents(Consumed consumed, ProjectEvents projectEvents, CatchUp catchUp) {
    this.consumed = consumed;
    this.projectEvents = projectEvents;
    this.catchUp = catchUp;
  }

  @Incoming("upgrade-events")
  @Blocking
  void on(ConsumerRecords<byte[], byte[]> batch) {
    consumed.handle(batch, this::project);
  }

  /** A gap is healed at once; what waits for the ledger is not lost with this batch. */
  private void project(List<Message<?>> messages) {
    if (projectEvents.fromTopic(events(messages))) {
      catchUp.run();
    }
  }

  private static List<Message<? extends Event>> events(List<Message<?>> messages) {
    return messages.stream().map(UpgradeEvents::event).flatMap(Optional::stream).toList();
  }

  private static Optional<Message<? extends Event>> event(Message<?> message) {
    return message.data() instanceof Event event
        ? Optional.of(new Message<>(message.envelope(), event))
        : Optional.empty();
  }
}
