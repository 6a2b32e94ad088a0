package dev.drydock.contracts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stable name of each type on the wire. A breaking change is a new name, never a new meaning.
 */
public final class MessageTypes {
  private static final Map<Class<?>, String> NAMES = new LinkedHashMap<>();
  private static final Map<String, Class<?>> CLASSES = new LinkedHashMap<>();

  static {
    name("dev.drydock.tenant.check.v1", Command.CheckTenant.class);
    name("dev.drydock.tenant.quiesce.v1", Command.QuiesceTenant.class);
    name("dev.drydock.backup.take.v1", Command.TakeBackup.class);
    name("dev.drydock.backup.prove.v1", Command.ProveBackup.class);
    name("dev.drydock.tenant.migrate.v1", Command.MigrateTenant.class);
    name("dev.drydock.tenant.inspect.v1", Command.InspectTenant.class);
    name("dev.drydock.tenant.verify.v1", Command.VerifyTenant.class);
    name("dev.drydock.backup.restore.v1", Command.RestoreBackup.class);
    name("dev.drydock.backup.prove-restore.v1", Command.ProveRestore.class);
    name("dev.drydock.tenant.release.v1", Command.ReleaseTenant.class);

    name("dev.drydock.tenant.preflight-passed.v1", Result.PreflightPassed.class);
    name("dev.drydock.tenant.preflight-refused.v1", Result.PreflightRefused.class);
    name("dev.drydock.tenant.quiesced.v1", Result.TenantQuiesced.class);
    name("dev.drydock.backup.taken.v1", Result.BackupTaken.class);
    name("dev.drydock.backup.proven.v1", Result.BackupProven.class);
    name("dev.drydock.tenant.migrated.v1", Result.TenantMigrated.class);
    name("dev.drydock.tenant.migration-failed.v1", Result.MigrationFailed.class);
    name("dev.drydock.tenant.inspected.v1", Result.TenantInspected.class);
    name("dev.drydock.tenant.verified.v1", Result.TenantVerified.class);
    name("dev.drydock.tenant.verification-failed.v1", Result.VerificationFailed.class);
    name("dev.drydock.backup.restored.v1", Result.BackupRestored.class);
    name("dev.drydock.backup.restore-proven.v1", Result.RestoreProven.class);
    name("dev.drydock.backup.restore-differs.v1", Result.RestoreDiffers.class);
    name("dev.drydock.tenant.released.v1", Result.TenantReleased.class);
    name("dev.drydock.step.failed.v1", Result.StepFailed.class);
    name("dev.drydock.step.unknown.v1", Result.StepUnknown.class);
    name("dev.drydock.step.fenced.v1", Result.StepFenced.class);

    name("dev.drydock.step.progress.v1", Progress.class);

    name("dev.drydock.upgrade.started.v1", Event.UpgradeStarted.class);
    name("dev.drydock.upgrade.wave-started.v1", Event.WaveStarted.class);
    name("dev.drydock.upgrade.wave-finished.v1", Event.WaveFinished.class);
    name("dev.drydock.upgrade.paused.v1", Event.UpgradePaused.class);
    name("dev.drydock.upgrade.resumed.v1", Event.UpgradeResumed.class);
    name("dev.drydock.upgrade.aborting.v1", Event.UpgradeAborting.class);
    name("dev.drydock.upgrade.ended.v1", Event.UpgradeEnded.class);
    name("dev.drydock.upgrade.tenant-moved.v1", Event.TenantMoved.class);

    name("dev.drydock.tenant.state.v1", TenantState.class);
  }

  private static void name(String name, Class<?> type) {
    NAMES.put(type, name);
    CLASSES.put(name, type);
  }

  /**
   * @throws IllegalArgumentException for a class that is no message
   */
  public static String of(Class<?> type) {
    var name = NAMES.get(type);
    if (name == null) {
      throw new IllegalArgumentException(type.getName() + " is not a message of the contracts");
    }
    return name;
  }

  /** Empty for a type that this version does not know: park it, do not fail. */
  public static Optional<Class<?>> classOf(String name) {
    return Optional.ofNullable(CLASSES.get(name));
  }

  /** Every name, in the order of this file. */
  public static Map<Class<?>, String> all() {
    return Map.copyOf(NAMES);
  }

  private MessageTypes() {}
}
