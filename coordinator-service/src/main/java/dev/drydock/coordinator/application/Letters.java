package dev.drydock.coordinator.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.NameBasedId;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantState;
import dev.drydock.contracts.Token;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Known;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.NextCommand;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import dev.drydock.coordinator.domain.upgrade.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the coordinator says, in envelopes. The same thing said again has the same ID. */
final class Letters {
  static final String SOURCE = "/drydock/coordinator";

  /**
   * Empty when the state waits for no command.
   *
   * @param noAnswer how long the coordinator waits from now on, unless it hears of progress
   */
  static Optional<Message<? extends Command>> command(
      TenantUpgrade t, Instant now, Duration noAnswer, @Nullable String causation) {
    return t.state() instanceof Waiting waiting
        ? Optional.of(command(t, waiting, now, now.plus(noAnswer), causation))
        : Optional.empty();
  }

  private static Message<? extends Command> command(
      TenantUpgrade t, Waiting waiting, Instant now, Instant deadline, @Nullable String causation) {
    var command = NextCommand.of(waiting, t.target(), t.release());
    var type = MessageTypes.of(command.getClass());
    var key = type + "/" + t.upgrade() + "/" + t.tenant() + "/" + waiting.token();
    return new Message<>(
        envelope(type, key, t.upgrade(), t.tenant(), waiting.token(), 0, now, causation, deadline),
        command);
  }

  static Message<Event.TenantMoved> moved(Move move) {
    var after = move.after();
    var event =
        new Event.TenantMoved(
            after.pass(),
            after.wave(),
            Move.attemptOf(after.state()),
            move.before().state().name(),
            after.state().name(),
            after.state() instanceof Waiting waiting ? waiting.step() : null,
            move.endedStep().orElse(null),
            move.durationMs(),
            move.failure().or(() -> Known.failure(after.state())).orElse(null),
            backup(after.state()),
            move.at());
    return event(
        event, after.upgrade(), after.tenant(), after.state().token(), after.sequence(), move);
  }

  static Event.@Nullable BackupSummary backup(TenantUpgradeState state) {
    var proven = Known.provenBackup(state).isPresent();
    return Known.backup(state)
        .map(b ->
            new Event.BackupSummary(
                b.id().value(), b.sizeBytes(), b.archiveSha256(), proven ? "PROVEN" : "PENDING"))
        .orElse(null);
  }

  private static Message<Event.TenantMoved> event(
      Event.TenantMoved event,
      UpgradeId upgrade,
      TenantId tenant,
      Token token,
      long sequence,
      Move move) {
    var type = MessageTypes.of(event.getClass());
    var key = upgrade + "/" + tenant + "/" + sequence;
    return new Message<>(
        envelope(type, key, upgrade, tenant, token, sequence, move.at(), move.causation(), null),
        event);
  }

  /** An event about the whole upgrade. */
  static Message<Event> ofUpgrade(UpgradeId upgrade, Event event, long sequence, Instant now) {
    var type = MessageTypes.of(event.getClass());
    var key = upgrade + "/" + Event.FLEET + "/" + sequence;
    return new Message<>(
        envelope(type, key, upgrade, Event.FLEET, Token.NONE, sequence, now, null, null), event);
  }

  /** The latest of one tenant, for gateways; as each is news, its ID holds the sequence. */
  static Message<TenantState> state(TenantUpgrade t, TenantState state, Instant now) {
    var type = MessageTypes.of(TenantState.class);
    var key = type + "/" + t.upgrade() + "/" + t.tenant() + "/" + t.sequence();
    return new Message<>(
        envelope(
            type, key, t.upgrade(), t.tenant(), t.state().token(), t.sequence(), now, null, null),
        state);
  }

  private static Envelope envelope(
      String type,
      String key,
      UpgradeId upgrade,
      TenantId tenant,
      Token token,
      long sequence,
      Instant now,
      @Nullable String causation,
      @Nullable Instant deadline) {
    var id = NameBasedId.of(key).toString();
    return new Envelope(
        id,
        type,
        SOURCE,
        now,
        upgrade,
        tenant,
        token,
        sequence,
        causation,
        deadline,
        Trace.parent(upgrade, id));
  }

  private Letters() {}
}
