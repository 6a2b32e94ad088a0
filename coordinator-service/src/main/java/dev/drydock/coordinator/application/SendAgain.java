package dev.drydock.coordinator.application;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Message;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;

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
  private final Clock clock;

  SendAgain(
      TenantUpgrades tenantUpgrades,
      RecordMoves recordMoves,
      Move.Pauses pauses,
      SagaSettings settings,
      Clock clock) {
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
    this.pauses = pauses;
    this.settings = settings;
    this.clock = clock;
  }

  /** Returns how many were due; as many as the batch holds when there may be more. */
  @Transactional
  public int due() {
    var now = clock.instant();
    var due = tenantUpgrades.lockDue(now, settings.sendAgainBatch());
    var moves = new ArrayList<Move>();
    var sent = new ArrayList<TenantUpgrade>();
    var commands = new ArrayList<Message<? extends Command>>();
    for (var tenant : due) {
      if (tenant.waking().silentFor(settings.noAnswer(), now)) {
        var silent = new Fact.NoAnswer(Failure.of(FailureCode.NO_ANSWER));
        Move.of(tenant, silent, now, pauses, null).ifPresent(moves::add);
      } else {
        sent.add(tenant.waking(tenant.waking().sentAgain(now, settings.sendAgain())));
        Letters.command(tenant, now, null).ifPresent(commands::add);
      }
    }
    recordMoves.all(moves);
    tenantUpgrades.saveWaking(sent);
    recordMoves.sendCommands(commands);
    return due.size();
  }
}
