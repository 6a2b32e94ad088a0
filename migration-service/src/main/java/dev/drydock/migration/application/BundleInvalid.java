package dev.drydock.migration.application;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;

/** A bundle that cannot be applied to anyone; trying again says the same. */
public final class BundleInvalid extends RuntimeException {
  private final Failure failure;

  public BundleInvalid(String subject, String advice) {
    this(Failure.of(FailureCode.BUNDLE_INVALID, subject).withAdvice(advice));
  }

  public BundleInvalid(Failure failure) {
    super(failure.summary());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
