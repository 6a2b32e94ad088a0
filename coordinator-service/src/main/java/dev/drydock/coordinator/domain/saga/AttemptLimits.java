package dev.drydock.coordinator.domain.saga;

import dev.drydock.coordinator.domain.saga.TenantUpgradeState.BackingUp;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Inspecting;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Preflight;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ProvingRestore;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Quiescing;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Releasing;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingRestored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingUntouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restoring;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Verifying;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;

/** How often each step is tried before the way out is taken. */
final class AttemptLimits {
  static final int BACKUP = 5;

  /** A script that the engine cannot roll back is never tried twice. */
  static int migrate(MigrationScope scope) {
    return scope.atomic() ? 2 : 1;
  }

  static int of(Waiting state) {
    return switch (state) {
      case Preflight _ -> 3;
      case Quiescing _, Proving _, Inspecting _, Verifying _, ProvingRestore _ -> 5;
      case BackingUp _ -> BACKUP;
      case Migrating migrating -> migrate(migrating.scope());
      case Restoring _ -> 3;
      case Releasing _, ReleasingUntouched _, ReleasingRestored _ -> 10;
    };
  }

  private AttemptLimits() {}
}
