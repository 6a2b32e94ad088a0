package dev.drydock.verification.search;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.BackingUp;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Inspecting;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Migrating;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Pending;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Preflight;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Proving;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ProvingRestore;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Quiescing;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Releasing;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingRestored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.ReleasingUntouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restored;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Restoring;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Untouched;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Upgraded;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Verifying;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;

/**
 * States without their reasons: the saga carries a reason along and decides nothing by it, so two
 * states that differ in it alone are one to the search.
 */
final class Reasons {
  private static final Failure SOME = Failure.of(FailureCode.INTERNAL);

  static TenantUpgradeState forgotten(TenantUpgradeState state) {
    return switch (state) {
      case Waiting s -> forgotten(s);
      case Restored s -> new Restored(s.token(), s.backup(), SOME);
      case Untouched s -> new Untouched(s.token(), SOME);
      case Parked s -> new Parked(s.token(), forgotten(s.interrupted()), SOME);
      case Pending _, Upgraded _ -> state;
    };
  }

  private static Waiting forgotten(Waiting state) {
    return switch (state) {
      case Inspecting s ->
          new Inspecting(s.token(), s.attempt(), s.scope(), s.backup(), s.migrateAttempt(), SOME);
      case ReleasingUntouched s -> new ReleasingUntouched(s.token(), s.attempt(), SOME);
      case Restoring s -> new Restoring(s.token(), s.attempt(), s.backup(), SOME);
      case ProvingRestore s -> new ProvingRestore(s.token(), s.attempt(), s.backup(), SOME);
      case ReleasingRestored s -> new ReleasingRestored(s.token(), s.attempt(), s.backup(), SOME);
      case Preflight _, Quiescing _, BackingUp _, Proving _, Migrating _, Verifying _ -> state;
      case Releasing _ -> state;
    };
  }

  private Reasons() {}
}
