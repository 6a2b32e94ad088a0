package dev.drydock.verification.fleet.judgement;

import java.util.ArrayList;
import java.util.List;

/** Every event reached the sink at least once, rightly signed; no forbidden address was dialled. */
final class EventsDelivered implements Invariant {
  private static final int NAMED = 5;

  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    var missing =
        seen.ledger().events().stream()
            .filter(event -> !seen.sink().accepted().contains(event))
            .toList();
    if (!missing.isEmpty()) {
      found.add(
          "%d of %d events never reached the sink, among them %s"
              .formatted(
                  missing.size(),
                  seen.ledger().events().size(),
                  missing.subList(0, Math.min(NAMED, missing.size()))));
    }
    if (seen.sink().unsigned() > 0) {
      found.add(seen.sink().unsigned() + " deliveries came with a wrong signature");
    }
    found.addAll(seen.sink().forbidden());
    return found;
  }
}
