package dev.drydock.verification.fleet.judgement;

import java.util.ArrayList;
import java.util.List;

/** No secret in any topic, dead letter, log, metric, error body, process list or name. */
final class NoSecret implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<>(seen.secrets().found());
    if (seen.secrets().looked() == 0 || seen.secrets().places() == 0) {
      found.add("nothing was looked for, or nowhere");
    }
    return found;
  }
}
