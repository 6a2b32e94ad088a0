package dev.drydock.contracts;

import static dev.drydock.contracts.FailureCode.Kind.DEFECT;
import static dev.drydock.contracts.FailureCode.Kind.REFUSED;
import static dev.drydock.contracts.FailureCode.Kind.TRANSIENT;

/** Every reason the suite gives. The kind answers "can trying again help?". */
public enum FailureCode {
  // Preflight refuses: nothing was touched, a person mends the cause. Does not spend the failure
  // budget.
  DRIFT(REFUSED),
  GRANT_MISSING(REFUSED),
  CREDENTIAL_UNRESOLVED(REFUSED),
  CREDENTIAL_REJECTED(REFUSED),
  POOLER_ENDPOINT(REFUSED),
  CLIENT_OLDER_THAN_SERVER(REFUSED),
  ENGINE_UNSUPPORTED(REFUSED),
  DATABASE_MISSING(REFUSED),
  SCHEMA_MISSING(REFUSED),
  WRITER_ROLE_MISSING(REFUSED),
  WRITER_ROLE_SHARED(REFUSED),
  VERSION_NOT_REACHABLE(REFUSED),
  TENANT_AHEAD(REFUSED),
  CHECKSUM_CHANGED(REFUSED),
  HISTORY_FAILED_ENTRY(REFUSED),
  HISTORY_MISSING(REFUSED),
  DISK_SHORT(REFUSED),
  LOGICAL_REPLICATION(REFUSED),
  EXTENSION_NOT_RESTORABLE(REFUSED),
  OUTSIDE_DEPENDENCY(REFUSED),
  LARGE_OBJECTS(REFUSED),
  BUNDLE_INVALID(REFUSED),

  // Trying again can help.
  UNREACHABLE(TRANSIENT),
  STORE_UNAVAILABLE(TRANSIENT),
  LOCK_TIMEOUT(TRANSIENT),
  STALLED(TRANSIENT),
  DUMP_FAILED(TRANSIENT),
  RESTORE_TOOL_FAILED(TRANSIENT),
  DISK_FULL(TRANSIENT),
  CLAIM_UNANSWERED(TRANSIENT),
  SESSIONS_REMAIN(TRANSIENT),
  INTERNAL(TRANSIENT),

  // Trying again gives the same answer.
  BACKUP_CORRUPT(DEFECT),
  BACKUP_MISSING(DEFECT),
  FINGERPRINT_DIFFERS(DEFECT),
  SQL_ERROR(DEFECT),
  FOREIGN_KEY_VIOLATION(DEFECT),
  UNIQUE_VIOLATION(DEFECT),
  NOT_NULL_VIOLATION(DEFECT),
  CHECK_VIOLATION(DEFECT),
  STATEMENT_TIMEOUT(DEFECT),
  SCRIPT_REACHES_OUT(DEFECT),
  ASSERTION_FAILED(DEFECT),
  ASSERTION_INVALID(DEFECT),
  UNEXPECTED_VERSION(DEFECT),
  VALIDATION_FAILED(DEFECT),
  INTENT_WITHOUT_RECEIPT(DEFECT),

  // About the attempt itself.
  FENCED(DEFECT),
  CLAIM_REFUSED(DEFECT),
  NO_ANSWER(TRANSIENT),
  TAKEN_OVER(TRANSIENT),
  LEDGER_BEHIND(DEFECT),
  ATTEMPTS_EXHAUSTED(DEFECT),
  ABORTED(REFUSED);

  /** What trying again would do. */
  public enum Kind {
    /** Preflight's answer: nothing was touched and a person must mend something first. */
    REFUSED,
    /** May pass by itself. */
    TRANSIENT,
    /** Will say the same again. */
    DEFECT
  }

  private final Kind kind;

  FailureCode(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
