package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.judgement.Observations.ProjectionSeen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The notifier's projection equals the ledger's after it has drained. */
final class ProjectionEqual implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    var ledger = new HashSet<ProjectionSeen>();
    seen.ledger()
        .ways()
        .forEach(way ->
            ledger.add(new ProjectionSeen(way.upgrade(), way.tenant(), way.pass(), way.state())));
    seen.ledger()
        .upgrades()
        .forEach(each -> ledger.add(new ProjectionSeen(each.upgrade(), "", 0, each.state())));
    var projected = new HashSet<>(seen.projection());
    var found = new ArrayList<String>();
    ledger.stream()
        .filter(each -> !projected.contains(each))
        .forEach(each -> found.add("the notifier does not say " + each));
    projected.stream()
        .filter(each -> !ledger.contains(each))
        .forEach(each -> found.add("the notifier says, but not the ledger: " + each));
    return found;
  }
}
