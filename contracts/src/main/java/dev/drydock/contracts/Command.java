package dev.drydock.contracts;

/**
 * What the coordinator asks a worker to do for one tenant. Its envelope says for whom and under
 * which token.
 */
public sealed interface Command {

  TenantTarget tenant();

  /** Commands of the migration service, on {@link Topics#MIGRATION_COMMANDS}. */
  sealed interface ForMigration extends Command {}

  /** Commands of the backup service, on {@link Topics#BACKUP_COMMANDS}. */
  sealed interface ForBackup extends Command {}

  /**
   * Look, touch nothing: can this tenant go to this release? Answered by {@link
   * Result.PreflightPassed} or {@link Result.PreflightRefused}.
   */
  record CheckTenant(TenantTarget tenant, ReleaseReference release) implements ForMigration {}

  /** Keep the writers out. Answered by {@link Result.TenantQuiesced}. */
  record QuiesceTenant(TenantTarget tenant) implements ForMigration {}

  /** Answered by {@link Result.BackupTaken}. */
  record TakeBackup(TenantTarget tenant, BackupId backup) implements ForBackup {}

  /** Restore into a scratch database and compare. Answered by {@link Result.BackupProven}. */
  record ProveBackup(TenantTarget tenant, BackupReference backup) implements ForBackup {}

  /**
   * Apply the pending scripts. Answered by {@link Result.TenantMigrated} or {@link
   * Result.MigrationFailed}.
   */
  record MigrateTenant(TenantTarget tenant, ReleaseReference release, BackupReference backup)
      implements ForMigration {}

  /**
   * After an unknown outcome: end what older tokens left running, then look. Answered by {@link
   * Result.TenantInspected}.
   */
  record InspectTenant(TenantTarget tenant, ReleaseReference release, BackupReference backup)
      implements ForMigration {}

  /** Answered by {@link Result.TenantVerified} or {@link Result.VerificationFailed}. */
  record VerifyTenant(TenantTarget tenant, ReleaseReference release) implements ForMigration {}

  /** Put the tenant back. Answered by {@link Result.BackupRestored}. */
  record RestoreBackup(TenantTarget tenant, BackupReference backup) implements ForBackup {}

  /**
   * Compare the live tenant with the backup. Answered by {@link Result.RestoreProven} or {@link
   * Result.RestoreDiffers}.
   */
  record ProveRestore(TenantTarget tenant, BackupReference backup) implements ForBackup {}

  /** Let the writers in again. Answered by {@link Result.TenantReleased}. */
  record ReleaseTenant(TenantTarget tenant) implements ForMigration {}
}
