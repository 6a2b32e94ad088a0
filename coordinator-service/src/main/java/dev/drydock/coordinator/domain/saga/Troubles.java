package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.Fact.StepFenced;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Parked;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.Waiting;
import java.util.function.Supplier;

/** What every waiting state does with trouble: again while it may help, else the way out. */
final class Troubles {

  /** The same step under a new token, or the way out when every attempt is spent. */
  static TenantUpgradeState again(Waiting s, Supplier<TenantUpgradeState> otherwise) {
    return s.attempt() < AttemptLimits.of(s)
        ? s.again(s.token().next(), s.attempt() + 1)
        : otherwise.get();
  }

  /** The same step under a new token; the attempt still counts as the one it was. */
  static Waiting unspent(Waiting s) {
    return s.again(s.token().next(), s.attempt());
  }

  /** Again if the failure may pass by itself; the way out at once if it will not. */
  static TenantUpgradeState againOr(
      Waiting s, Failure why, Supplier<TenantUpgradeState> otherwise) {
    return mayPass(why) ? again(s, otherwise) : otherwise.get();
  }

  /**
   * A refused claim or a fenced attempt is about that execution alone: a new token outranks whoever
   * holds the old one.
   */
  private static boolean mayPass(Failure why) {
    return why.code().kind() == FailureCode.Kind.TRANSIENT
        || why.code() == FailureCode.CLAIM_REFUSED
        || why.code() == FailureCode.FENCED;
  }

  /** The resource has seen a higher token than the ledger has given. */
  static boolean ahead(Waiting s, StepFenced fact) {
    return fact.seen().compareTo(s.token()) > 0;
  }

  /** This ledger is not the latest one: nothing is safe but to stop. */
  static Parked behind(Waiting s, StepFenced fact) {
    return new Parked(fact.seen().next(), s, Failure.of(FailureCode.LEDGER_BEHIND));
  }

  static TenantUpgradeState fenced(Waiting s, StepFenced fact) {
    return ahead(s, fact) ? behind(s, fact) : again(s, () -> park(s, fact.why()));
  }

  static Parked park(Waiting s, Failure why) {
    return new Parked(s.token().next(), s, why);
  }

  private Troubles() {}
}
