package dev.drydock.coordinator.kafka;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.coordinator.application.AdvanceAndAdmit;
import dev.drydock.messaging.Consumed;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Workers' answers. */
@ApplicationScoped
class ResultsConsumer {
  private final Consumed consumed;
  private final AdvanceAndAdmit advance;

  ResultsConsumer(Consumed consumed, AdvanceAndAdmit advance) {
    this.consumed = consumed;
    this.advance = advance;
  }

  @Incoming("results")
  @Blocking
  void on(ConsumerRecords<byte[], byte[]> batch) {
    consumed.handle(batch, messages -> advance.with(results(messages)));
  }

  private static List<Message<? extends Result>> results(List<Message<?>> readable) {
    var results = new ArrayList<Message<? extends Result>>();
    for (var message : readable) {
      if (message.data() instanceof Result result) {
        results.add(new Message<>(message.envelope(), result));
      }
    }
    return results;
  }
}
