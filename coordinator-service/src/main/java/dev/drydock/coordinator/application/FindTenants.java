package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.application.LatestPasses.PassSummary;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tenants with what is known of them and where their latest pass stands. */
@ApplicationScoped
public class FindTenants {
  private final Tenants tenants;
  private final LatestPasses passes;

  FindTenants(Tenants tenants, LatestPasses passes) {
    this.tenants = tenants;
    this.passes = passes;
  }

  /**
   * @param pass {@code null} before the first
   */
  public record KnownTenant(Tenant tenant, Standing standing, @Nullable PassSummary pass) {}

  /**
   * @throws Refusal when it is not registered
   */
  @Transactional
  public KnownTenant byId(TenantId id) {
    var tenant = tenants.find(id).orElseThrow(() -> Refusal.notFound("tenant", id.value()));
    return known(List.of(tenant)).getFirst();
  }

  @Transactional
  public List<KnownTenant> page(TenantSelector selector, @Nullable TenantId after, int limit) {
    return known(tenants.page(selector, after, limit));
  }

  private List<KnownTenant> known(List<Tenant> some) {
    var ids = some.stream().map(Tenant::id).toList();
    var standings = tenants.standings(ids);
    var latest = passes.latest(ids);
    return some.stream()
        .map(tenant ->
            new KnownTenant(
                tenant,
                standings.getOrDefault(tenant.id(), Standing.UNKNOWN),
                latest.get(tenant.id())))
        .toList();
  }
}
