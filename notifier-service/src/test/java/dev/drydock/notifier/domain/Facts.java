package dev.drydock.notifier.domain;

import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.NameBasedId;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events as the coordinator would write them, with their sequences. */
public final class Facts {
  public static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

  private final UpgradeId upgrade;
  private final Map<TenantId, Long> sequences = new TreeMap<>();

  public Facts(String upgrade) {
    this.upgrade = new UpgradeId(upgrade);
  }

  public UpgradeId upgrade() {
    return upgrade;
  }

  public Message<Event> started(String... tenants) {
    var waves = new TreeMap<String, Integer>();
    for (var tenant : tenants) {
      waves.put(tenant, 0);
    }
    return fleet(
        new Event.UpgradeStarted(
            "etsy-sync:1.1.0",
            List.of(new Event.WavePlan(0, "canary", tenants.length)),
            waves,
            "ana"));
  }

  public Message<Event> fleet(Event.OfUpgrade event) {
    return message(Event.FLEET, event);
  }

  public Message<Event> moved(String tenant, String from, String to, @Nullable Step step) {
    return moved(tenant, from, to, step, null, 1, null);
  }

  public Message<Event> moved(
      String tenant,
      String from,
      String to,
      @Nullable Step step,
      @Nullable Step ended,
      int attempt,
      @Nullable Failure failure) {
    return message(
        new TenantId(tenant),
        new Event.TenantMoved(
            1, 0, attempt, from, to, step, ended, ended == null ? 0 : 40, failure, null, AT));
  }

  private Message<Event> message(TenantId tenant, Event event) {
    long sequence = sequences.merge(tenant, 1L, Long::sum);
    var id = NameBasedId.of("event/" + upgrade + "/" + tenant + "/" + sequence).toString();
    return new Message<>(
        new Envelope(
            id,
            MessageTypes.of(event.getClass()),
            "/drydock/coordinator",
            AT.plusMillis(sequence),
            upgrade,
            tenant,
            new Token(1),
            sequence,
            null,
            null,
            null),
        event);
  }
}
