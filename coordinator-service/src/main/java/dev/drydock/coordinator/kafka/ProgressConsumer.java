package dev.drydock.coordinator.kafka;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Progress;
import dev.drydock.coordinator.application.HearProgress;
import dev.drydock.messaging.Consumed;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Signs of life of running steps. */
@ApplicationScoped
class ProgressConsumer {
  private final Consumed consumed;
  private final HearProgress hearProgress;

  ProgressConsumer(Consumed consumed, HearProgress hearProgress) {
    this.consumed = consumed;
    this.hearProgress = hearProgress;
  }

  @Incoming("progress")
  @Blocking
  void on(ConsumerRecords<byte[], byte[]> batch) {
    consumed.handle(batch, messages -> hearProgress.of(reports(messages)));
  }

  private static List<Message<Progress>> reports(List<Message<?>> readable) {
    var reports = new ArrayList<Message<Progress>>();
    for (var message : readable) {
      if (message.data() instanceof Progress progress) {
        reports.add(new Message<>(message.envelope(), progress));
      }
    }
    return reports;
  }
}
