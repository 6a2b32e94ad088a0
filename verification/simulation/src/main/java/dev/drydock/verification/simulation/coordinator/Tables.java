package dev.drydock.verification.simulation.coordinator;

import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.kernel.Signal;

/** All that the coordinator's database holds. */
final class Tables {
  final Ledger ledger;
  final Table<String, Rows.UpgradeRow> upgrades;

  /** In which order they came: their IDs follow clocks, which jump. */
  final Table<String, Long> upgradeSerials;

  final Table<Rows.Numbered, Rows.WaveRow> waves;
  final Table<Rows.Key, Rows.TenantRow> tenantUpgrades;
  final Table<String, Long> tokens;
  final Table<Rows.Numbered, String> provenBackups;
  final Table<Rows.Numbered, Rows.TransitionRow> transitions;
  final Table<Rows.Numbered, Rows.ClaimRow> claims;
  final Table<Long, Rows.EventRow> events;
  final Table<String, Boolean> eventIds;
  final Table<Long, Rows.OutboxRow> outbox;
  final Table<String, Boolean> inbox;
  final Table<String, Tenant> tenants;
  final Table<String, Standing> standings;
  final Table<String, Release> releases;
  final Table<String, Long> relayLease;
  final Table<String, String> relayHolder;

  /** Rung when something was put into the outbox. */
  final Signal outboxFilled;

  /** As PostgreSQL's sequences: never set back by a transaction. */
  private long serial;

  Tables(Kernel kernel) {
    ledger = new Ledger(kernel);
    outboxFilled = kernel.signal();
    upgrades = new Table<>(ledger);
    upgradeSerials = new Table<>(ledger);
    waves = new Table<>(ledger);
    tenantUpgrades = new Table<>(ledger);
    tokens = new Table<>(ledger);
    provenBackups = new Table<>(ledger);
    transitions = new Table<>(ledger);
    claims = new Table<>(ledger);
    events = new Table<>(ledger);
    eventIds = new Table<>(ledger);
    outbox = new Table<>(ledger);
    inbox = new Table<>(ledger);
    tenants = new Table<>(ledger);
    standings = new Table<>(ledger);
    releases = new Table<>(ledger);
    relayLease = new Table<>(ledger);
    relayHolder = new Table<>(ledger);
  }

  long nextSerial() {
    return ++serial;
  }
}
