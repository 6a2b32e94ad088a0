package dev.drydock.contracts;

import org.jspecify.annotations.Nullable;

/**
 * The latest of one tenant on {@link Topics#TENANT_STATE} (compacted), for gateways and
 * applications to follow.
 *
 * @param mode {@code SERVING}, {@code DOCKED} (its writers are kept out) or {@code PARKED}
 */
public record TenantState(
    @Nullable String release, @Nullable String schemaVersion, String mode, String upgradeState) {}
