package dev.drydock.verification.fleet.judgement;

import java.util.ArrayList;
import java.util.List;

/** No anonymous or wrong-role request is answered 2xx. */
final class DoorClosed implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    if (seen.knocks().isEmpty()) {
      found.add("nobody knocked");
    }
    for (var knock : seen.knocks()) {
      if (knock.status() >= 200 && knock.status() < 300) {
        found.add(
            "%s: %s as %s is answered %d"
                .formatted(knock.service(), knock.request(), knock.who(), knock.status()));
      }
    }
    return found;
  }
}
