package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.Topics;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes down what happened to the whole upgrade and tells everyone, in the caller's transaction.
 */
@ApplicationScoped
public class RecordUpgradeEvents {
  private static final Logger LOG = Logger.getLogger(RecordUpgradeEvents.class);
  private final Upgrades upgrades;
  private final EventLog log;
  private final Outbox outbox;

  public RecordUpgradeEvents(Upgrades upgrades, EventLog log, Outbox outbox) {
    this.upgrades = upgrades;
    this.log = log;
    this.outbox = outbox;
  }

  void all(UpgradeId id, List<Event> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    long sequence = upgrades.takeSequences(id, events.size());
    var messages = new ArrayList<Message<Event>>();
    for (var event : events) {
      messages.add(Letters.ofUpgrade(id, event, sequence++, now));
      LOG.infof("upgradeId=%s event=%s", id, event.getClass().getSimpleName());
    }
    log.append(messages);
    outbox.add(Topics.UPGRADE_EVENTS, messages);
  }
}
