package dev.drydock.backup.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;

/** Why a stored backup cannot be used, as data. Trying again gives the same answer. */
public abstract sealed class BackupFailure extends RuntimeException {
  private final transient Failure failure;

  private BackupFailure(Failure failure) {
    super(failure.summary());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  /** The stored bytes are not what was stored, or the manifest is not ours. */
  public static final class Corrupt extends BackupFailure {
    public Corrupt(String what, String advice) {
      super(Failure.of(FailureCode.BACKUP_CORRUPT, what).withAdvice(advice));
    }
  }

  /** There is no such object. */
  public static final class Missing extends BackupFailure {
    public Missing(String what) {
      super(
          Failure.of(FailureCode.BACKUP_MISSING, what)
              .withAdvice("It was deleted behind Drydock's back; look at the store's audit log."));
    }
  }
}
