package dev.drydock.coordinator.application;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.UpgradeId;
import java.util.Collection;
import java.util.Map;

/** Which tenants must not be changed now: those of an upgrade that has not ended. */
public interface TenantsInUpgrades {
  /** Each of these tenants that is in an unfinished upgrade (started, not ended), and in which. */
  Map<TenantId, UpgradeId> among(Collection<TenantId> tenants);
}
