package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.domain.saga.Fact;
import dev.drydock.coordinator.domain.saga.Move;
import dev.drydock.coordinator.domain.saga.TenantUpgrade;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.upgrade.Admission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new pass for tenants that were restored or left untouched: everything anew. */
@ApplicationScoped
public class RetryTenants {
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final Tenants tenants;
  private final RecordMoves recordMoves;
  private final RecordUpgradeEvents recordEvents;
  private final Move.Pauses pauses;
  private final Clock clock;

  RetryTenants(
      Upgrades upgrades,
      TenantUpgrades tenantUpgrades,
      Tenants tenants,
      RecordMoves recordMoves,
      RecordUpgradeEvents recordEvents,
      Move.Pauses pauses,
      Clock clock) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
    this.tenants = tenants;
    this.recordMoves = recordMoves;
    this.recordEvents = recordEvents;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Which tenants. */
  public sealed interface Which {
    /** Everyone who failed. */
    record Failed() implements Which {}

    /** Who failed in this wave. */
    record OfWave(int number) implements Which {}

    /** These; each must have failed. */
    record These(List<TenantId> tenants) implements Which {
      public These {
        tenants = List.copyOf(tenants);
      }
    }
  }

  /** Returns how many go again. Parked ones are resolved, not retried. */
  @Transactional
  public int in(UpgradeId id, Which which, String by) {
    upgrades.lockAdmission();
    var upgrade = upgrades.lock(id).orElseThrow(() -> Refusal.notFound("upgrade", id.value()));
    var chosen = tenantUpgrades.lock(keys(id, which)).values();
    if (chosen.isEmpty()) {
      throw Refusal.conflict("nothing-to-retry", "no tenant of upgrade " + id + " has failed");
    }
    var now = clock.instant();
    var registered = tenants.findAll(chosen.stream().map(TenantUpgrade::tenant).toList());
    var moves = new ArrayList<Move>();
    for (var tenant : chosen) {
      moves.add(
          Move.of(anew(tenant, registered), new Fact.Retry(), now, pauses, null)
              .orElseThrow(() -> notFailed(tenant)));
    }
    recordMoves.all(moves);
    var running =
        upgrade
            .retry(Admission.failures(upgrades.waves(id)))
            .orElseThrow(() ->
                Refusal.conflict(
                    "upgrade-state",
                    "upgrade %s is %s; wait until it has ended"
                        .formatted(id, upgrade.state().name())));
    upgrades.save(running);
    upgrades.reopenWaves(id);
    recordEvents.all(id, List.of(new Event.UpgradeResumed(by)), now);
    return moves.size();
  }

  private Collection<TenantUpgrade.Key> keys(UpgradeId id, Which which) {
    return switch (which) {
      case Which.Failed() -> tenantUpgrades.failed(id, -1);
      case Which.OfWave(var number) -> tenantUpgrades.failed(id, number);
      case Which.These(var these) -> these.stream().map(t -> new TenantUpgrade.Key(id, t)).toList();
    };
  }

  /** The tenant as it is registered now: a mended address or credential counts. */
  private static TenantUpgrade anew(TenantUpgrade tenant, Map<TenantId, Tenant> registered) {
    var now = Optional.ofNullable(registered.get(tenant.tenant()));
    return tenant.inNextPass(now.map(Tenant::target).orElse(tenant.target()));
  }

  private static Refusal notFailed(TenantUpgrade tenant) {
    return Refusal.conflict(
        "tenant-state",
        "tenant %s is %s; only restored and untouched tenants can be retried%s"
            .formatted(
                tenant.tenant(),
                tenant.state().name(),
                tenant.state() instanceof Parked ? ", a parked one is resolved" : ""));
  }
}
