package dev.drydock.backup.kafka;

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
import org.jboss.logging.Logger;

/** Records each command as work; does none of it. */
@ApplicationScoped
class CommandConsumer {
  private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

  private final Consumed consumed;
  private final WorkQueue work;

  CommandConsumer(Consumed consumed, WorkQueue work) {
    this.consumed = consumed;
    this.work = work;
  }

  @Incoming("commands")
  @Blocking
  void on(ConsumerRecords<byte[], byte[]> batch) {
    consumed.handle(batch, messages -> work.accept(ours(messages)));
  }

  private static List<Message<? extends Command>> ours(List<Message<?>> messages) {
    List<Message<? extends Command>> commands = new ArrayList<>();
    for (var message : messages) {
      if (message.data() instanceof Command.ForBackup command) {
        commands.add(new Message<>(message.envelope(), command));
      } else {
        LOG.warnf("no command for backups: messageId=%s", message.envelope().id());
      }
    }
    return commands;
  }
}
