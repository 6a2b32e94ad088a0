package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.util.Optional;

/** What a state knows, for views and events. */
public final class Known {

  /** The proven backup of this pass, once there is one. */
  public static Optional<ProvenBackup> provenBackup(TenantUpgradeState state) {
    return switch (state) {
      case Waiting s -> WayBack.backupOf(s);
      case Parked s -> WayBack.backupOf(s.interrupted());
      case Upgraded s -> Optional.ofNullable(s.backup());
      case Restored s -> Optional.of(s.backup());
      case Pending _, Untouched _ -> Optional.empty();
    };
  }

  /** The stored backup, proven or not yet. */
  public static Optional<BackupReference> backup(TenantUpgradeState state) {
    if (state instanceof Proving proving) {
      return Optional.of(proving.backup());
    }
    return provenBackup(state).map(ProvenBackup::reference);
  }

  /** Why the tenant is on its way back, put back, untouched or parked. */
  public static Optional<Failure> failure(TenantUpgradeState state) {
    return switch (state) {
      case Untouched s -> Optional.of(s.why());
      case Restored s -> Optional.of(s.why());
      case Parked s -> Optional.of(s.why());
      case Inspecting s -> Optional.of(s.why());
      case Restoring s -> Optional.of(s.why());
      case ProvingRestore s -> Optional.of(s.why());
      case ReleasingRestored s -> Optional.of(s.why());
      case ReleasingUntouched s -> Optional.of(s.why());
      case Pending _, Upgraded _, Preflight _, Quiescing _, BackingUp _, Proving _ ->
          Optional.empty();
      case Migrating _, Verifying _, Releasing _ -> Optional.empty();
    };
  }

  /**
   * Whether this end counts against the failure budget. What preflight refused and what was aborted
   * does not: nothing is wrong with the release.
   */
  public static boolean spendsBudget(TenantUpgradeState state) {
    return switch (state) {
      case Restored _, Parked _ -> true;
      case Untouched s -> s.why().code().kind() != FailureCode.Kind.REFUSED;
      case Pending _, Waiting _, Upgraded _ -> false;
    };
  }

  private Known() {}
}
