package dev.drydock.verification.fleet.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** After the healing time every tenant is Upgraded, Restored, Untouched or Parked. */
final class EveryoneEnded implements Invariant {
  static final Set<String> FINAL = Set.of("UPGRADED", "RESTORED", "UNTOUCHED", "PARKED");
  private static final Set<String> OVER = Set.of("COMPLETED", "COMPLETED_WITH_FAILURES", "ABORTED");

  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    for (var way : seen.ledger().ways()) {
      if (!FINAL.contains(way.state())) {
        found.add("%s %s is still %s".formatted(way.upgrade(), way.tenant(), way.state()));
      }
    }
    for (var upgrade : seen.ledger().upgrades()) {
      if (!OVER.contains(upgrade.state())) {
        found.add("%s is still %s".formatted(upgrade.upgrade(), upgrade.state()));
      }
    }
    return found;
  }
}
