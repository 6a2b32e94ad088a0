package dev.drydock.tenantdatabases;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;

/**
 * Why an engine did not do it, as data; the type says whether trying again can help. No text of the
 * server gets in.
 */
public abstract sealed class TenantDatabaseFailure extends RuntimeException {
  private final Failure failure;

  private TenantDatabaseFailure(Failure failure) {
    super(failure.summary());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  /** Why a tenant that was let in after its backup is neither migrated nor restored with it. */
  public static Failure ledgerBehind(TenantTarget tenant) {
    return Failure.of(FailureCode.LEDGER_BEHIND, tenant.id().value())
        .withAdvice("The tenant was let in after this backup; was the ledger set back?");
  }

  /** May pass by itself: unreachable, a lock not obtained, a tool that died. Retry. */
  public static final class Transient extends TenantDatabaseFailure {
    public Transient(Failure failure) {
      super(failure);
    }
  }

  /** Will say the same again. */
  public static final class Permanent extends TenantDatabaseFailure {
    public Permanent(Failure failure) {
      super(failure);
    }
  }

  /** A newer token was here. */
  public static final class Fenced extends TenantDatabaseFailure {
    private final Token seen;

    public Fenced(Token seen) {
      super(Failure.of(FailureCode.FENCED).withCount(seen.value()));
      this.seen = seen;
    }

    public Token seen() {
      return seen;
    }
  }

  /** Another execution of this token holds the claim. No effect happened. */
  public static final class ClaimRefused extends TenantDatabaseFailure {
    public ClaimRefused() {
      super(Failure.of(FailureCode.CLAIM_REFUSED));
    }
  }

  /** The coordinator did not answer the claim. No effect happened. */
  public static final class ClaimUnanswered extends TenantDatabaseFailure {
    public ClaimUnanswered() {
      super(Failure.of(FailureCode.CLAIM_UNANSWERED));
    }
  }
}
