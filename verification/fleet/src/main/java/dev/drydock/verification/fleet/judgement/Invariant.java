package dev.drydock.verification.fleet.judgement;

import java.util.List;

/** One of the twelve, as a rule over observations; pure. */
interface Invariant {

  /** Each with the tenant, upgrade or object that it is about; empty when it holds. */
  List<String> violations(Observations seen);
}
