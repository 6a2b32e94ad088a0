package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.upgrade.Admission;
import dev.drydock.coordinator.domain.upgrade.Upgrade;
import dev.drydock.coordinator.domain.upgrade.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A person pauses, resumes or aborts. */
@ApplicationScoped
public class SteerUpgrade {
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final RecordMoves recordMoves;
  private final RecordUpgradeEvents recordEvents;
  private final Move.Pauses pauses;
  private final Clock clock;

  public SteerUpgrade(
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

  /** Nobody is admitted any more; who is in flight goes on to the end. */
  @Transactional
  public void pause(UpgradeId id, String by) {
    var upgrade = locked(id);
    save(
        upgrade,
        upgrade.pause(UpgradeState.PauseReason.OPERATOR),
        "paused",
        new Event.UpgradePaused("OPERATOR", by));
  }

  /** The failures so far are forgiven: only further ones count against the budget. */
  @Transactional
  public void resume(UpgradeId id, String by) {
    var upgrade = locked(id);
    int failures = Admission.failures(upgrades.waves(id));
    save(upgrade, upgrade.resume(failures), "resumed", new Event.UpgradeResumed(by));
  }

  /** Who is not being migrated yet turns back; the others go on to the end. */
  @Transactional
  public void abort(UpgradeId id, String by) {
    var upgrade = locked(id);
    save(upgrade, upgrade.abort(), "aborted", new Event.UpgradeAborting(by));
    var now = clock.instant();
    var moves = new ArrayList<Move>();
    for (var tenant : tenantUpgrades.lock(tenantUpgrades.keys(id)).values()) {
      Move.of(tenant, new Fact.Abort(Failure.of(FailureCode.ABORTED)), now, pauses, null)
          .ifPresent(moves::add);
    }
    recordMoves.all(moves);
  }

  private Upgrade locked(UpgradeId id) {
    upgrades.lockAdmission();
    return upgrades.lock(id).orElseThrow(() -> Refusal.notFound("upgrade", id.value()));
  }

  private void save(Upgrade before, Optional<Upgrade> after, String verb, Event event) {
    var next =
        after.orElseThrow(() ->
            Refusal.conflict(
                "upgrade-state",
                "upgrade %s is %s and cannot be %s"
                    .formatted(before.id(), before.state().name().toLowerCase(Locale.ROOT), verb)));
    upgrades.save(next);
    recordEvents.all(before.id(), List.of(event), clock.instant());
  }
}
