package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import dev.drydock.coordinator.application.Plan.PlannedWave;
import dev.drydock.coordinator.application.Plan.Refused;
import dev.drydock.coordinator.domain.release.Reachability;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what an upgrade would do; changes nothing. */
@ApplicationScoped
public class PlanUpgrade {
  private final Tenants tenants;
  private final Releases releases;
  private final TenantsInUpgrades inUpgrades;

  PlanUpgrade(Tenants tenants, Releases releases, TenantsInUpgrades inUpgrades) {
    this.tenants = tenants;
    this.releases = releases;
    this.inUpgrades = inUpgrades;
  }

  /**
   * @throws Refusal when there is no such release, or no tenant matches
   */
  @Transactional
  public Plan of(ReleaseCoordinates coordinates, TenantSelector selector, Strategy strategy) {
    var release =
        releases
            .find(coordinates)
            .orElseThrow(() -> Refusal.notFound("release", coordinates.toString()));
    var matching = tenants.matching(selector);
    if (matching.isEmpty()) {
      throw Refusal.invalid(
          "no-tenants", "no registered tenant matches the selector; list them to see their labels");
    }
    var ids = matching.stream().map(Tenant::id).toList();
    return sorted(release, strategy, matching, tenants.standings(ids), inUpgrades.among(ids));
  }

  private static Plan sorted(
      Release release,
      Strategy strategy,
      List<Tenant> matching,
      Map<TenantId, Standing> standings,
      Map<TenantId, UpgradeId> busy) {
    var targets = new ArrayList<Tenant>();
    var alreadyThere = new ArrayList<TenantId>();
    var refused = new ArrayList<Refused>();
    for (var tenant : matching) {
      var id = tenant.id();
      var upgrade = busy.get(id);
      if (upgrade != null) {
        refused.add(new Refused(id, "it is in upgrade " + upgrade + ", which has not ended"));
        continue;
      }
      switch (Reachability.of(release, standings.getOrDefault(id, Standing.UNKNOWN))) {
        case Reachability.Reachable _ -> targets.add(tenant);
        case Reachability.AlreadyThere _ -> alreadyThere.add(id);
        case Reachability.NotReachable(var reason) -> refused.add(new Refused(id, reason));
      }
    }
    var waves = strategy.assign(targets).stream().map(wave -> planned(wave, standings)).toList();
    return new Plan(release, strategy, targets, waves, alreadyThere, refused);
  }

  private static PlannedWave planned(Strategy.Wave wave, Map<TenantId, Standing> standings) {
    long sizeBytes = 0;
    int unknown = 0;
    for (var id : wave.tenants()) {
      long size = standings.getOrDefault(id, Standing.UNKNOWN).sizeBytes();
      sizeBytes += size;
      unknown += size == 0 ? 1 : 0;
    }
    return new PlannedWave(wave.number(), wave.name(), wave.tenants(), sizeBytes, unknown);
  }
}
