package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.upgrade.Admission;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.coordinator.domain.upgrade.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A person decides about a parked tenant; who decided what stays in the log. */
@ApplicationScoped
public class ResolveTenant {
  private static final Logger LOG = Logger.getLogger(ResolveTenant.class);
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;
  private final RecordUpgradeEvents recordEvents;
  private final Move.Pauses pauses;
  private final Clock clock;

  public ResolveTenant(
      Upgrades upgrades,
      TenantUpgrades tenantUpgrades,
      RecordMoves recordMoves,
      RecordUpgradeEvents recordEvents,
      Move.Pauses pauses,
      Clock clock) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
    this.recordMoves = recordMoves;
    this.recordEvents = recordEvents;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Returns the state that the decision leads to. */
  @Transactional
  public String with(TenantId tenant, Fact.Resolution action, String by) {
    TenantUpgrade.Key key =
        tenantUpgrades.parked(tenant).stream()
            .findFirst()
            .orElseThrow(
                () -> Refusal.conflict("not-parked", "tenant " + tenant + " is not parked"));
    upgrades.lockAdmission();
    var upgrade = upgrades.lock(key.upgrade()).orElseThrow();
    var parked = Optional.ofNullable(tenantUpgrades.lock(List.of(key)).get(key)).orElseThrow();
    var move =
        Move.of(parked, new Fact.Resolve(action), clock.instant(), pauses, "resolved-by:" + by)
            .orElseThrow(() -> cannot(tenant, action));
    recordMoves.all(List.of(move));
    reopen(upgrade, by);
    LOG.infof("upgradeId=%s tenantId=%s action=%s by=%s", key.upgrade(), tenant, action.name(), by);
    return move.after().state().name();
  }

  private static Refusal cannot(TenantId tenant, Fact.Resolution action) {
    var why =
        switch (action) {
          case RESTORE -> "it has no proven backup in this pass";
          case RETRY ->
              "the ledger was set back and does not know what it has forgotten; look at the"
                  + " tenant, then restore or accept it";
          case ACCEPT -> "it is not parked any more";
        };
    return Refusal.conflict(
        "cannot-resolve",
        "tenant %s cannot be resolved by %s: %s"
            .formatted(tenant, action.name().toLowerCase(Locale.ROOT), why));
  }

  /** What had ended goes on, and everybody who follows hears of it. */
  private void reopen(Upgrade before, String by) {
    var after = before.reopen(Admission.failures(upgrades.waves(before.id())));
    upgrades.save(after);
    if (!after.state().equals(before.state())) {
      Event event =
          after.state() instanceof UpgradeState.Aborting
              ? new Event.UpgradeAborting(by)
              : new Event.UpgradeResumed(by);
      recordEvents.all(before.id(), List.of(event), clock.instant());
    }
  }
}
