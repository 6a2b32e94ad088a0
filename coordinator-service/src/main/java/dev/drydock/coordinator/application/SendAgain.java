package dev.drydock.coordinator.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.NextCommand;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends commands whose time has come: after a backoff for the first time, or again because nobody
 * has answered. Who stays silent for too long is a fact of its own.
 */
@ApplicationScoped
public class SendAgain {
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;
  private final Move.Pauses pauses;
  private final SagaSettings settings;
  private final Doorbell doorbell;
  private final Clock clock;

  public SendAgain(
      TenantUpgrades tenantUpgrades,
      RecordMoves recordMoves,
      Move.Pauses pauses,
      SagaSettings settings,
      Doorbell doorbell,
      Clock clock) {
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
    this.pauses = pauses;
    this.settings = settings;
    this.doorbell = doorbell;
    this.clock = clock;
  }

  /** Returns how many were due; as many as the batch holds when there may be more. */
  @Transactional
  public int due() {
    var now = clock.instant();
    var due = tenantUpgrades.lockDue(now, settings.sendAgainBatch());
    if (due.isEmpty()) {
      return 0;
    }
    var stuck = doorbell.stuckFor(settings.sendAgain());
    var undeliverable = due.stream().filter(t -> stuck.contains(topicOf(t))).toList();
    tenantUpgrades.saveWaking(
        undeliverable.stream()
            .map(t -> t.waking(t.waking().postponed(now, settings.sendAgain())))
            .toList());
    var deliverable = due.stream().filter(t -> !undeliverable.contains(t)).toList();
    giveUp(deliverable.stream().filter(t -> silent(t, now)).toList(), now);
    sendAgain(deliverable.stream().filter(t -> !silent(t, now)).toList(), now);
    return due.size();
  }

  private static String topicOf(TenantUpgrade tenant) {
    return tenant.state() instanceof Waiting waiting
        ? RecordMoves.topicOf(NextCommand.of(waiting, tenant.target(), tenant.release()))
        : "";
  }

  private boolean silent(TenantUpgrade tenant, Instant now) {
    return tenant.waking().silentFor(settings.noAnswer(), settings.sendAgain(), now);
  }

  /** A migration that somebody had claimed may have begun: its attempt is spent. */
  private void giveUp(List<TenantUpgrade> silent, Instant now) {
    var begun =
        tenantUpgrades.begun(silent.stream().filter(t -> t.state() instanceof Migrating).toList());
    var why = Failure.of(FailureCode.NO_ANSWER);
    var moves = new ArrayList<Move>();
    for (var tenant : silent) {
      Fact fact = begun.contains(tenant.key()) ? new Fact.StepUnknown(why) : new Fact.NoAnswer(why);
      Move.of(tenant, fact, now, pauses, null).ifPresent(moves::add);
    }
    recordMoves.all(moves);
  }

  private void sendAgain(List<TenantUpgrade> due, Instant now) {
    var sent = new ArrayList<TenantUpgrade>();
    var commands = new ArrayList<Message<? extends Command>>();
    for (var tenant : due) {
      sent.add(tenant.waking(tenant.waking().sentAgain(now, settings.sendAgain())));
      Letters.command(tenant, now, settings.noAnswer(), null).ifPresent(commands::add);
    }
    tenantUpgrades.saveWaking(sent);
    recordMoves.sendCommands(commands);
  }
}
