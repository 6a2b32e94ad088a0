package dev.drydock.coordinator.application;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Result;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.Outage;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import dev.drydock.messaging.Inbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves tenants on by the answers of workers: one transaction for a whole poll. */
@ApplicationScoped
public class AdvanceTenants {
  private final Inbox inbox;
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;
  private final Move.Pauses pauses;
  private final Clock clock;
  private final Counter stale;

  public AdvanceTenants(
      Inbox inbox,
      TenantUpgrades tenantUpgrades,
      RecordMoves recordMoves,
      Move.Pauses pauses,
      Clock clock,
      MeterRegistry meters) {
    this.inbox = inbox;
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
    this.pauses = pauses;
    this.clock = clock;
    this.stale = meters.counter("drydock.results.stale");
  }

  /** Returns whether somebody has left the dock. */
  @Transactional
  public boolean with(List<Message<? extends Result>> results) {
    var fresh = inbox.admit(results.stream().map(m -> m.envelope().id()).toList());
    var news = results.stream().filter(m -> fresh.contains(m.envelope().id())).toList();
    var current =
        new HashMap<>(
            tenantUpgrades.lock(
                news.stream().map(AdvanceTenants::key).collect(Collectors.toSet())));
    var begun = tenantUpgrades.begun(troubledMigrations(news, current));
    var moves = new ArrayList<Move>();
    var once = new java.util.HashSet<String>();
    for (var message : news) {
      if (once.add(message.envelope().id())) {
        move(message, current, begun, moves);
      }
    }
    recordMoves.all(moves);
    return moves.stream().anyMatch(move -> !(move.after().state() instanceof Waiting));
  }

  private void move(
      Message<? extends Result> message,
      Map<TenantUpgrade.Key, TenantUpgrade> current,
      Set<TenantUpgrade.Key> begun,
      List<Move> moves) {
    var before = current.get(key(message));
    if (before == null || !answers(message, before)) {
      stale.increment();
      return;
    }
    var said = Facts.of(message.data());
    var fact =
        before.state() instanceof Migrating
            ? Outage.ofMigration(said, begun.contains(before.key()))
            : said;
    Move.of(before, fact, clock.instant(), pauses, message.envelope().id())
        .ifPresent(move -> {
          current.put(before.key(), move.after());
          moves.add(move);
        });
  }

  /** Only these need a look at the claims. */
  private static List<TenantUpgrade> troubledMigrations(
      List<Message<? extends Result>> news, Map<TenantUpgrade.Key, TenantUpgrade> current) {
    return news.stream()
        .filter(
            m -> m.data() instanceof Result.StepFailed || m.data() instanceof Result.StepUnknown)
        .map(m -> current.get(key(m)))
        .filter(t -> t != null && t.state() instanceof Migrating)
        .distinct()
        .toList();
  }

  /** Only an answer under the state's own token is a fact. */
  private static boolean answers(Message<? extends Result> message, TenantUpgrade before) {
    return before.state() instanceof Waiting waiting
        && waiting.token().equals(message.envelope().token());
  }

  private static TenantUpgrade.Key key(Message<? extends Result> message) {
    return new TenantUpgrade.Key(message.envelope().upgradeId(), message.envelope().tenantId());
  }
}
