package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.BackupId;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Command.*;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;

/** The one command a state waits on. To send again after a deadline is to ask again. */
public final class NextCommand {

  public static Command of(Waiting state, TenantTarget tenant, ReleaseReference release) {
    return switch (state) {
      case Preflight _ -> new CheckTenant(tenant, release);
      case Quiescing _ -> new QuiesceTenant(tenant);
      case BackingUp s -> new TakeBackup(tenant, BackupId.of(tenant.id(), s.token()));
      case Proving s -> new ProveBackup(tenant, s.backup());
      case Migrating s -> new MigrateTenant(tenant, release, s.backup().reference());
      case Inspecting s -> new InspectTenant(tenant, release, s.backup().reference());
      case Verifying _ -> new VerifyTenant(tenant, release);
      case Restoring s -> new RestoreBackup(tenant, s.backup().reference());
      case ProvingRestore s -> new ProveRestore(tenant, s.backup().reference());
      case Releasing _, ReleasingUntouched _, ReleasingRestored _ -> new ReleaseTenant(tenant);
    };
  }

  private NextCommand() {}
}
