package dev.drydock.coordinator.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantState;
import dev.drydock.contracts.Topics;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes moves down and says what follows from them, in the caller's transaction. */
@ApplicationScoped
public class RecordMoves {
  private static final Logger LOG = Logger.getLogger(RecordMoves.class);
  private final TenantUpgrades tenantUpgrades;
  private final EventLog events;
  private final Outbox outbox;
  private final Tenants tenants;
  private final SagaSettings settings;

  public RecordMoves(
      TenantUpgrades tenantUpgrades,
      EventLog events,
      Outbox outbox,
      Tenants tenants,
      SagaSettings settings) {
    this.tenantUpgrades = tenantUpgrades;
    this.events = events;
    this.outbox = outbox;
    this.tenants = tenants;
    this.settings = settings;
  }

  /** In the order in which they happened; several of one tenant are fine. */
  public void all(List<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    var latest = new LinkedHashMap<TenantUpgrade.Key, Move>();
    moves.forEach(move -> latest.put(move.after().key(), move));
    tenantUpgrades.record(latest.values().stream().map(Move::after).toList(), moves);
    var moved = moves.stream().map(Letters::moved).toList();
    events.append(moved);
    outbox.add(Topics.UPGRADE_EVENTS, moved);
    send(latest.values().stream().filter(Move::sendsNow).toList());
    learn(moves);
    publishStates(List.copyOf(latest.values()));
    moves.forEach(RecordMoves::log);
  }

  private void send(List<Move> waiting) {
    var commands = new ArrayList<Message<? extends Command>>();
    for (var move : waiting) {
      Letters.command(move.after(), move.at(), settings.noAnswer(), move.causation())
          .ifPresent(commands::add);
    }
    sendCommands(commands);
  }

  /** Each to the topic of its service. */
  void sendCommands(List<Message<? extends Command>> commands) {
    var byTopic =
        commands.stream()
            .collect(Collectors.groupingBy(m -> topicOf(m.data()), Collectors.toList()));
    byTopic.forEach(outbox::add);
  }

  static String topicOf(Command command) {
    return switch (command) {
      case Command.ForBackup _ -> Topics.BACKUP_COMMANDS;
      case Command.ForMigration _ -> Topics.MIGRATION_COMMANDS;
    };
  }

  private void learn(List<Move> moves) {
    var standings = new LinkedHashMap<TenantId, Standing>();
    for (var move : moves) {
      var after = move.after();
      if (after.state() instanceof Quiescing s && s.attempt() == 1) {
        var seen = new Standing(null, s.scope().schemaVersion(), s.scope().sizeBytes(), move.at());
        standings.put(after.tenant(), seen);
      } else if (after.state() instanceof Upgraded s) {
        standings.put(after.tenant(), upgraded(after, s, move.at()));
      }
    }
    if (!standings.isEmpty()) {
      tenants.learn(standings);
    }
  }

  private static Standing upgraded(TenantUpgrade after, Upgraded s, Instant at) {
    var release = after.release();
    return new Standing(release.coordinates(), release.schemaVersion(), s.scope().sizeBytes(), at);
  }

  private void publishStates(List<Move> latest) {
    var changed =
        latest.stream()
            .filter(m -> !mode(m.before().state()).equals(mode(m.after().state())) || isOver(m))
            .map(Move::after)
            .toList();
    publish(changed);
  }

  private static boolean isOver(Move move) {
    return move.after().state() instanceof Final || move.after().state() instanceof Parked;
  }

  /** Says where these tenants are, to whoever follows the compacted topic. */
  void publish(List<TenantUpgrade> changed) {
    if (changed.isEmpty()) {
      return;
    }
    Map<TenantId, Standing> standings =
        tenants.standings(changed.stream().map(TenantUpgrade::tenant).toList());
    outbox.add(
        Topics.TENANT_STATE,
        changed.stream().map(t -> Letters.state(t, stateOf(t, standings), sinceOf(t))).toList());
  }

  private static Instant sinceOf(TenantUpgrade t) {
    return t.waking().since();
  }

  private static TenantState stateOf(TenantUpgrade t, Map<TenantId, Standing> standings) {
    var standing = standings.getOrDefault(t.tenant(), Standing.UNKNOWN);
    return new TenantState(
        standing.release(), standing.schemaVersion(), mode(t.state()), t.state().name());
  }

  private static String mode(TenantUpgradeState state) {
    return switch (state) {
      case Pending _, Preflight _, Final _ -> "SERVING";
      case Parked _ -> "PARKED";
      case Quiescing _, BackingUp _, Proving _, Migrating _, Inspecting _, Verifying _ -> "DOCKED";
      case Releasing _, ReleasingUntouched _, Restoring _, ProvingRestore _ -> "DOCKED";
      case ReleasingRestored _ -> "DOCKED";
    };
  }

  private static void log(Move move) {
    LOG.infof(
        "upgradeId=%s tenantId=%s wave=%d token=%s from=%s to=%s attempt=%d durationMs=%d",
        move.after().upgrade(),
        move.after().tenant(),
        move.after().wave(),
        move.after().state().token(),
        move.before().state().name(),
        move.after().state().name(),
        Move.attemptOf(move.after().state()),
        move.durationMs());
  }
}
