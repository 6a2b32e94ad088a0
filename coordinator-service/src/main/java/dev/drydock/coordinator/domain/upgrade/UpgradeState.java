package dev.drydock.coordinator.domain.upgrade;

import java.util.Locale;

/** Where the whole upgrade is. */
public sealed interface UpgradeState {

  /** {@code UPPER_SNAKE}, as on the wire. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }

  /** Nothing is or will be in flight until someone retries. */
  sealed interface Ended extends UpgradeState {}

  record Draft() implements UpgradeState {}

  record Approved() implements UpgradeState {}

  record Running() implements UpgradeState {}

  /** Nobody is admitted; who is in flight goes on to the end. */
  record Paused(PauseReason reason) implements UpgradeState {}

  /** Who is not being migrated yet turns back; the others go on to the end. */
  record Aborting() implements UpgradeState {}

  record Aborted() implements Ended {}

  record Completed() implements Ended {}

  record CompletedWithFailures() implements Ended {}

  enum PauseReason {
    OPERATOR,
    /** More tenants have failed than the strategy allows. */
    FAILURE_BUDGET,
    /** The canary wave has finished, and not every tenant of it well. */
    CANARY_FAILED
  }
}
