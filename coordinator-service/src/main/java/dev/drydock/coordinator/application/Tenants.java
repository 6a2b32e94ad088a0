package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.coordinator.domain.tenant.Standing;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleet's register. Each call joins the caller's transaction. */
public interface Tenants {
  Optional<Tenant> find(TenantId id);

  /** Those of them that are registered; one statement whatever their number. */
  Map<TenantId, Tenant> findAll(Collection<TenantId> ids);

  /** Every tenant that the selector matches, by ID. */
  List<Tenant> matching(TenantSelector selector);

  /** As {@link #matching}, at most {@code limit} of them and only IDs after {@code after}. */
  List<Tenant> page(TenantSelector selector, @Nullable TenantId after, int limit);

  /** Registered tenants on one of these databases ({@code host:port/database}). */
  List<Tenant> onDatabases(Collection<String> databases);

  /** Registers or updates, batched. */
  void save(Collection<Tenant> tenants);

  /** What is known of each; tenants that nobody has looked at are absent. */
  Map<TenantId, Standing> standings(Collection<TenantId> ids);

  /**
   * Records what preflights and upgrades have learned, batched; unknown tenants are ignored. A
   * {@code null} release keeps the recorded one, a size of 0 the recorded size.
   */
  void learn(Map<TenantId, Standing> standings);

  /** Only one import at a time: waits until the caller's transaction has the register alone. */
  void lockForImport();
}
