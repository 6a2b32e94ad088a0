package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Failure;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where one tenant is on its way through the dock. Each state carries what is known in it; waiting
 * ones carry the token under which they wait.
 */
public sealed interface TenantUpgradeState {

  /** The highest token that this tenant has had; for a waiting state, the one it waits under. */
  Token token();

  /** {@code UPPER_SNAKE}, as on the wire. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }

  /** Waits for the answer to one command; the coordinator sends it until the answer is here. */
  sealed interface Waiting extends TenantUpgradeState {
    /** Counted from 1 within this step. */
    int attempt();

    /** The step that the outstanding command asks for. */
    Step step();

    /** The same step once more, under a token of its own. */
    Waiting again(Token token, int attempt);
  }

  /** Over for this pass. Parked is not: a person moves it on. */
  sealed interface Final extends TenantUpgradeState {}

  /** Whether an earlier attempt of this pass may have kept the writers out. */
  enum Writers {
    LET_IN,
    MAYBE_KEPT_OUT
  }

  /** In a wave that has not started, or waiting for a place. Moved on by admission. */
  record Pending(Token token) implements TenantUpgradeState {}

  /** Being looked at; nothing is touched. */
  record Preflight(Token token, int attempt, Writers writers) implements Waiting {
    @Override
    public Step step() {
      return Step.PREFLIGHT;
    }

    @Override
    public Preflight again(Token token, int attempt) {
      return new Preflight(token, attempt, writers);
    }
  }

  /** The writers are being kept out. */
  record Quiescing(Token token, int attempt, MigrationScope scope) implements Waiting {
    @Override
    public Step step() {
      return Step.QUIESCE;
    }

    @Override
    public Quiescing again(Token token, int attempt) {
      return new Quiescing(token, attempt, scope);
    }
  }

  record BackingUp(Token token, int attempt, MigrationScope scope) implements Waiting {
    @Override
    public Step step() {
      return Step.BACKUP;
    }

    @Override
    public BackingUp again(Token token, int attempt) {
      return new BackingUp(token, attempt, scope);
    }
  }

  /**
   * The backup is being restored into a scratch database and compared.
   *
   * @param backupAttempt which attempt at a backup this is, for when it proves unusable
   */
  record Proving(
      Token token, int attempt, MigrationScope scope, BackupReference backup, int backupAttempt)
      implements Waiting {
    @Override
    public Step step() {
      return Step.PROVE;
    }

    @Override
    public Proving again(Token token, int attempt) {
      return new Proving(token, attempt, scope, backup, backupAttempt);
    }
  }

  record Migrating(Token token, int attempt, MigrationScope scope, ProvenBackup backup)
      implements Waiting {
    @Override
    public Step step() {
      return Step.MIGRATE;
    }

    @Override
    public Migrating again(Token token, int attempt) {
      return new Migrating(token, attempt, scope, backup);
    }
  }

  /**
   * Whether the migration took effect is unknown: look, then decide.
   *
   * @param migrateAttempt attempts at the migration that are spent should nothing have changed
   * @param why it is unknown
   */
  record Inspecting(
      Token token,
      int attempt,
      MigrationScope scope,
      ProvenBackup backup,
      int migrateAttempt,
      Failure why)
      implements Waiting {
    @Override
    public Step step() {
      return Step.INSPECT;
    }

    @Override
    public Inspecting again(Token token, int attempt) {
      return new Inspecting(token, attempt, scope, backup, migrateAttempt, why);
    }
  }

  record Verifying(Token token, int attempt, MigrationScope scope, ProvenBackup backup)
      implements Waiting {
    @Override
    public Step step() {
      return Step.VERIFY;
    }

    @Override
    public Verifying again(Token token, int attempt) {
      return new Verifying(token, attempt, scope, backup);
    }
  }

  /**
   * @param backup {@code null} when there was nothing to migrate
   */
  record Releasing(Token token, int attempt, MigrationScope scope, @Nullable ProvenBackup backup)
      implements Waiting {
    @Override
    public Step step() {
      return Step.RELEASE;
    }

    @Override
    public Releasing again(Token token, int attempt) {
      return new Releasing(token, attempt, scope, backup);
    }
  }

  /** Nothing was changed; the writers are being let in again. */
  record ReleasingUntouched(Token token, int attempt, Failure why) implements Waiting {
    @Override
    public Step step() {
      return Step.RELEASE;
    }

    @Override
    public ReleasingUntouched again(Token token, int attempt) {
      return new ReleasingUntouched(token, attempt, why);
    }
  }

  record Restoring(Token token, int attempt, ProvenBackup backup, Failure why) implements Waiting {
    @Override
    public Step step() {
      return Step.RESTORE;
    }

    @Override
    public Restoring again(Token token, int attempt) {
      return new Restoring(token, attempt, backup, why);
    }
  }

  /** The restored tenant is being compared with the backup. */
  record ProvingRestore(Token token, int attempt, ProvenBackup backup, Failure why)
      implements Waiting {
    @Override
    public Step step() {
      return Step.PROVE_RESTORE;
    }

    @Override
    public ProvingRestore again(Token token, int attempt) {
      return new ProvingRestore(token, attempt, backup, why);
    }
  }

  record ReleasingRestored(Token token, int attempt, ProvenBackup backup, Failure why)
      implements Waiting {
    @Override
    public Step step() {
      return Step.RELEASE;
    }

    @Override
    public ReleasingRestored again(Token token, int attempt) {
      return new ReleasingRestored(token, attempt, backup, why);
    }
  }

  /**
   * @param backup {@code null} when the tenant was there already and nothing was done
   */
  record Upgraded(Token token, MigrationScope scope, @Nullable ProvenBackup backup)
      implements Final {}

  /** Put back to exactly what it was. */
  record Restored(Token token, ProvenBackup backup, Failure why) implements Final {}

  record Untouched(Token token, Failure why) implements Final {}

  /**
   * Drydock cannot go on by itself; the writers may be kept out. A person resolves it.
   *
   * @param interrupted the step that could not be finished
   */
  record Parked(Token token, Waiting interrupted, Failure why) implements TenantUpgradeState {}
}
