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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Says what an upgrade would do, as far as the ledger knows; changes nothing. */
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
   * Whom a selector matches, by what the ledger knows.
   *
   * @param busy in an upgrade that has not ended
   * @param unreachable by the version that was last seen; also among {@code others}
   * @param others whom only a look at them can tell
   */
  record Sorted(
      Release release,
      Map<TenantId, Standing> standings,
      List<TenantId> alreadyThere,
      List<Refused> busy,
      List<Refused> unreachable,
      List<Tenant> others) {}

  /**
   * @throws Refusal when there is no such release, or no tenant matches
   */
  @Transactional
  public Plan of(ReleaseCoordinates coordinates, TenantSelector selector, Strategy strategy) {
    var known = sorted(coordinates, selector);
    var refused = new ArrayList<>(known.busy());
    refused.addAll(known.unreachable());
    refused.sort(Comparator.comparing(Refused::tenant));
    var out = refused.stream().map(Refused::tenant).collect(Collectors.toSet());
    var targets = known.others().stream().filter(tenant -> !out.contains(tenant.id())).toList();
    var waves =
        waves(
            strategy,
            targets,
            id -> known.standings().getOrDefault(id, Standing.UNKNOWN).sizeBytes());
    return new Plan(known.release(), strategy, targets, waves, known.alreadyThere(), refused);
  }

  /** As {@link #of}, before anyone was asked. */
  @Transactional
  Sorted sorted(ReleaseCoordinates coordinates, TenantSelector selector) {
    var release = release(coordinates);
    var matching = tenants.matching(selector);
    if (matching.isEmpty()) {
      throw Refusal.invalid(
          "no-tenants", "no registered tenant matches the selector; list them to see their labels");
    }
    var ids = matching.stream().map(Tenant::id).toList();
    return sorted(release, matching, tenants.standings(ids), inUpgrades.among(ids));
  }

  Release release(ReleaseCoordinates coordinates) {
    return releases
        .find(coordinates)
        .orElseThrow(() -> Refusal.notFound("release", coordinates.toString()));
  }

  private static Sorted sorted(
      Release release,
      List<Tenant> matching,
      Map<TenantId, Standing> standings,
      Map<TenantId, UpgradeId> inUpgrade) {
    var sorted =
        new Sorted(
            release,
            standings,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (var tenant : matching) {
      var id = tenant.id();
      var upgrade = inUpgrade.get(id);
      if (upgrade != null) {
        var reason = "it is in upgrade " + upgrade + ", which has not ended";
        sorted.busy().add(new Refused(id, reason, null));
        continue;
      }
      switch (Reachability.of(release, standings.getOrDefault(id, Standing.UNKNOWN))) {
        case Reachability.Reachable _ -> sorted.others().add(tenant);
        case Reachability.AlreadyThere _ -> sorted.alreadyThere().add(id);
        case Reachability.NotReachable(var reason) -> {
          sorted.unreachable().add(new Refused(id, reason, null));
          sorted.others().add(tenant);
        }
      }
    }
    return sorted;
  }

  /** A size of 0 is not known. */
  static List<PlannedWave> waves(
      Strategy strategy, List<Tenant> targets, ToLongFunction<TenantId> sizes) {
    return strategy.assign(targets).stream().map(wave -> planned(wave, sizes)).toList();
  }

  private static PlannedWave planned(Strategy.Wave wave, ToLongFunction<TenantId> sizes) {
    long sizeBytes = 0;
    int unknown = 0;
    for (var id : wave.tenants()) {
      long size = sizes.applyAsLong(id);
      sizeBytes += size;
      unknown += size == 0 ? 1 : 0;
    }
    return new PlannedWave(wave.number(), wave.name(), wave.tenants(), sizeBytes, unknown);
  }
}
