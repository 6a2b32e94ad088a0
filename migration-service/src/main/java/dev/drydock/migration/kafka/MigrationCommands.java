package dev.drydock.migration.kafka;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.messaging.Consumed;
import dev.drydock.messaging.WorkQueue;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Commands as they arrive: recorded, not executed. */
@ApplicationScoped
class MigrationCommands {
  private final Consumed consumed;
  private final WorkQueue queue;

  MigrationCommands(Consumed consumed, WorkQueue queue) {
    this.consumed = consumed;
    this.queue = queue;
  }

  @Incoming("migration-commands")
  @Blocking
  void on(ConsumerRecords<byte[], byte[]> batch) {
    consumed.handle(batch, messages -> queue.accept(ours(messages)));
  }

  private static List<Message<? extends Command>> ours(List<Message<?>> messages) {
    var commands = new ArrayList<Message<? extends Command>>();
    for (var message : messages) {
      if (message.data() instanceof Command.ForMigration command) {
        commands.add(new Message<Command>(message.envelope(), command));
      }
    }
    return commands;
  }
}
