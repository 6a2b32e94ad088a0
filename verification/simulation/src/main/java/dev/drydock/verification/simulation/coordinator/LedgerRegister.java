package dev.drydock.verification.simulation.coordinator;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.Releases;
import dev.drydock.coordinator.application.Tenants;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleet and the releases. */
final class LedgerRegister implements Tenants, Releases {
  private final Tables tables;

  LedgerRegister(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(tables.tenants.get(id.value()));
  }

  @Override
  public Map<TenantId, Tenant> findAll(Collection<TenantId> ids) {
    var found = new HashMap<TenantId, Tenant>();
    ids.forEach(id -> find(id).ifPresent(tenant -> found.put(id, tenant)));
    return found;
  }

  @Override
  public List<Tenant> matching(TenantSelector selector) {
    return tables.tenants.values().stream().filter(selector::matches).toList();
  }

  @Override
  public List<Tenant> page(TenantSelector selector, @Nullable TenantId after, int limit) {
    return matching(selector).stream()
        .filter(tenant -> after == null || tenant.id().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Tenant> onDatabases(Collection<String> databases) {
    return tables.tenants.values().stream()
        .filter(t -> databases.contains(t.target().server() + "/" + t.target().database()))
        .toList();
  }

  @Override
  public void save(Collection<Tenant> tenants) {
    tenants.forEach(tenant -> tables.tenants.put(tenant.id().value(), tenant));
  }

  @Override
  public Map<TenantId, Standing> standings(Collection<TenantId> ids) {
    var found = new HashMap<TenantId, Standing>();
    for (var id : ids) {
      var standing = tables.standings.get(id.value());
      if (standing != null) {
        found.put(id, standing);
      }
    }
    return found;
  }

  @Override
  public void learn(Map<TenantId, Standing> standings) {
    standings.forEach((id, news) -> {
      if (tables.tenants.get(id.value()) != null) {
        var before = tables.standings.get(id.value());
        tables.standings.put(id.value(), before == null ? news : together(before, news));
      }
    });
  }

  private static Standing together(Standing before, Standing news) {
    return new Standing(
        news.release() == null ? before.release() : news.release(),
        news.schemaVersion(),
        news.sizeBytes() == 0 ? before.sizeBytes() : news.sizeBytes(),
        news.seenAt());
  }

  @Override
  public void lockForImport() {}

  @Override
  public Optional<Release> find(ReleaseCoordinates coordinates) {
    return Optional.ofNullable(tables.releases.get(coordinates.toString()));
  }

  @Override
  public List<Release> page(@Nullable ReleaseCoordinates after, int limit) {
    return tables.releases.values().stream()
        .filter(release ->
            after == null || release.coordinates().toString().compareTo(after.toString()) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Release add(Release release) {
    var key = release.coordinates().toString();
    var known = tables.releases.get(key);
    if (known != null) {
      return known;
    }
    tables.releases.put(key, release);
    return release;
  }
}
