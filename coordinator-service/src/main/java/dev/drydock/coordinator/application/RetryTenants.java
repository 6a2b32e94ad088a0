package dev.drydock.coordinator.application;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A new pass for tenants that were restored or left untouched: everything anew. */
@ApplicationScoped
public class RetryTenants {
  private static final int NAMED = 20;
  private final Upgrades upgrades;
  private final TenantUpgrades tenantUpgrades;
  private final Tenants tenants;
  private final TenantsInUpgrades inUpgrades;
  private final RecordMoves recordMoves;
  private final RecordUpgradeEvents recordEvents;
  private final Move.Pauses pauses;
  private final Clock clock;

  public RetryTenants(
      Upgrades upgrades,
      TenantUpgrades tenantUpgrades,
      Tenants tenants,
      TenantsInUpgrades inUpgrades,
      RecordMoves recordMoves,
      RecordUpgradeEvents recordEvents,
      Move.Pauses pauses,
      Clock clock) {
    this.upgrades = upgrades;
    this.tenantUpgrades = tenantUpgrades;
    this.tenants = tenants;
    this.inUpgrades = inUpgrades;
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

  /**
   * What became of it.
   *
   * @param again how many go again
   * @param elsewhere those left out, each with the upgrade that it is in
   */
  public record Retried(int again, Map<TenantId, UpgradeId> elsewhere) {
    public Retried {
      elsewhere = Collections.unmodifiableMap(new TreeMap<>(elsewhere));
    }
  }

  /** Parked ones are resolved, not retried; those that are in another upgrade are left out. */
  @Transactional
  public Retried in(UpgradeId id, Which which, String by) {
    upgrades.lockAdmission();
    var upgrade = upgrades.lock(id).orElseThrow(() -> Refusal.notFound("upgrade", id.value()));
    var chosen = new LinkedHashMap<>(tenantUpgrades.lock(keys(id, which)));
    if (chosen.isEmpty()) {
      throw Refusal.conflict("nothing-to-retry", "no tenant of upgrade " + id + " has failed");
    }
    var elsewhere = elsewhere(id, chosen.values());
    chosen.keySet().removeIf(key -> elsewhere.containsKey(key.tenant()));
    if (chosen.isEmpty()) {
      throw allElsewhere(elsewhere);
    }
    var now = clock.instant();
    recordMoves.all(moves(chosen.values(), now));
    var next =
        upgrade
            .retry(Admission.failures(upgrades.waves(id)))
            .orElseThrow(() ->
                Refusal.conflict(
                    "upgrade-state",
                    "upgrade %s is %s; wait until it has ended"
                        .formatted(id, upgrade.state().name())));
    upgrades.save(next);
    upgrades.reopenWaves(id);
    if (!next.state().equals(upgrade.state())) {
      recordEvents.all(id, List.of(new Event.UpgradeResumed(by)), now);
    }
    return new Retried(chosen.size(), elsewhere);
  }

  private Map<TenantId, UpgradeId> elsewhere(UpgradeId id, Collection<TenantUpgrade> chosen) {
    var occupied =
        new TreeMap<>(inUpgrades.among(chosen.stream().map(TenantUpgrade::tenant).toList()));
    occupied.values().removeIf(id::equals);
    return occupied;
  }

  private static Refusal allElsewhere(Map<TenantId, UpgradeId> elsewhere) {
    var named =
        elsewhere.entrySet().stream()
            .limit(NAMED)
            .map(entry -> "%s is in upgrade %s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return Refusal.conflict(
        "tenant-in-upgrade",
        "all %d tenants are in other upgrades that have not ended or have them parked: %s"
            .formatted(elsewhere.size(), named));
  }

  private List<Move> moves(Collection<TenantUpgrade> chosen, Instant now) {
    var ids = chosen.stream().map(TenantUpgrade::tenant).toList();
    var registered = tenants.findAll(ids);
    var tokens = tenantUpgrades.tokens(ids);
    var moves = new ArrayList<Move>();
    for (var tenant : chosen) {
      var highest = tokens.getOrDefault(tenant.tenant(), Token.NONE);
      moves.add(
          Move.of(anew(tenant, registered), new Fact.Retry(highest), now, pauses, null)
              .orElseThrow(() -> notFailed(tenant)));
    }
    return moves;
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
