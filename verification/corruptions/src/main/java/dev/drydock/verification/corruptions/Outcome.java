package dev.drydock.verification.corruptions;

import dev.drydock.contracts.FailureCode;

/** How one case ended. */
sealed interface Outcome {
  /** What was done, for people. */
  String what();

  /**
   * Not migrated.
   *
   * @param by what the service answered
   * @param state where the tenant goes instead
   */
  record Found(String what, FailureCode by, String state) implements Outcome {}

  /** A proof that is not ours: nobody reads it as one. */
  record ProofRefused(String what) implements Outcome {}

  /** Proven, and rightly: what is restored is what was there, byte by byte or as text. */
  record NoChange(String what) implements Outcome {}

  /** A control, proven. */
  record Proven(String what) implements Outcome {}

  /** The promise is broken: a corrupt backup counts as proven, or a good one does not. */
  record Violation(String what, String why) implements Outcome {}
}
