package dev.drydock.verification.fleet.judgement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The twelve invariants. */
public final class Invariants {
  static final Map<String, Invariant> ALL = all();

  private Invariants() {}

  private static Map<String, Invariant> all() {
    var all = new LinkedHashMap<String, Invariant>();
    all.put("1 backed up and proven first", new BackedUpFirst());
    all.put("2 each effect at most once", new EffectOnce());
    all.put("3 ended as the ledger says", new EndedAsSaid());
    all.put("4 everyone ended", new EveryoneEnded());
    all.put("5 every command answered", new CommandsAnswered());
    all.put("6 tokens only rise", new TokensRise());
    all.put("7 legal, chained transitions", new LegalTransitions());
    all.put("8 projection equals ledger", new ProjectionEqual());
    all.put("9 events delivered and signed", new EventsDelivered());
    all.put("10 no secret anywhere", new NoSecret());
    all.put("11 nothing left behind", new NothingLeft());
    all.put("12 the door is closed", new DoorClosed());
    return all;
  }

  /** All violations, each beginning with its invariant. */
  public static List<String> judge(Observations seen) {
    var violations = new ArrayList<String>();
    ALL.forEach((name, invariant) ->
        invariant
            .violations(seen)
            .forEach(violation -> violations.add("[" + name + "] " + violation)));
    return violations;
  }
}
