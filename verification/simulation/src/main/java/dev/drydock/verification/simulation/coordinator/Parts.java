package dev.drydock.verification.simulation.coordinator;

import dev.drydock.coordinator.application.Backoff;
import dev.drydock.coordinator.application.RecordMoves;
import dev.drydock.coordinator.application.RecordUpgradeEvents;
import dev.drydock.coordinator.application.SagaSettings;
import dev.drydock.coordinator.application.TenantUpgrades;
import dev.drydock.coordinator.application.TenantsInUpgrades;
import dev.drydock.coordinator.application.Upgrades;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.messaging.Inbox;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What the use cases of one replica are made of. */
record Parts(
    Ledger ledger,
    TenantUpgrades tenantUpgrades,
    Upgrades upgrades,
    TenantsInUpgrades inUpgrades,
    LedgerRegister register,
    LedgerMessages messages,
    Inbox inbox,
    RecordMoves recordMoves,
    RecordUpgradeEvents recordEvents,
    Move.Pauses pauses,
    SagaSettings settings,
    Clock clock,
    RandomGenerator random) {
  static Parts on(
      Tables tables,
      Decorations decorations,
      LedgerMessages messages,
      Consumer<List<Move>> committed,
      Clock clock,
      RandomGenerator random) {
    var settings = Settings.SAGA;
    var raw = new LedgerTenantUpgrades(tables, committed);
    var tenantUpgrades = decorations.tenantUpgrades(raw);
    var upgrades = decorations.upgrades(new LedgerUpgrades(tables));
    var outbox = decorations.outbox(messages);
    var register = new LedgerRegister(tables);
    return new Parts(
        tables.ledger,
        tenantUpgrades,
        upgrades,
        raw,
        register,
        messages,
        decorations.inbox(messages),
        new RecordMoves(tenantUpgrades, messages, outbox, register, settings),
        new RecordUpgradeEvents(upgrades, messages, outbox),
        new Backoff(settings, random),
        settings,
        clock,
        random);
  }
}
