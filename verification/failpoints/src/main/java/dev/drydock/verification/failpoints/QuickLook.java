package dev.drydock.verification.failpoints;

import dev.drydock.verification.fleet.judgement.Invariants;
import dev.drydock.verification.fleet.judgement.Observations;
import dev.drydock.verification.fleet.judgement.Observations.LedgerSeen;
import dev.drydock.verification.fleet.judgement.Observations.Passage;
import dev.drydock.verification.fleet.judgement.Observations.SecretsSeen;
import dev.drydock.verification.fleet.judgement.Observations.SinkSeen;
import dev.drydock.verification.fleet.judgement.TenantSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * After each case: what the upgrade did to each tenant's database. The rest is judged at the end.
 */
final class QuickLook {
  private static final Duration DATABASE_AWAY = Duration.ofSeconds(10);

  private final Stand stand;

  QuickLook(Stand stand) {
    this.stand = stand;
  }

  List<String> violations(String upgrade, int release, Map<String, TenantSnapshot> before) {
    stand.observer().passed(upgrade, release, before, DATABASE_AWAY);
    var passages =
        stand.observer().passages().stream()
            .filter(passage -> passage.upgrade().equals(upgrade))
            .toList();
    return Invariants.judge(of(passages)).stream().filter(QuickLook::isOfPassages).toList();
  }

  /** The others miss what was not looked at. */
  private static boolean isOfPassages(String violation) {
    return violation.startsWith("[2 ") || violation.startsWith("[3 ");
  }

  /** Nothing but these. */
  private static Observations of(List<Passage> passages) {
    var nothing = new LedgerSeen(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());
    return new Observations(
        Set.of(),
        nothing,
        List.of(),
        List.of(),
        List.of(),
        passages,
        List.of(),
        List.of(),
        new SinkSeen(Set.of(), 0, List.of()),
        new SecretsSeen(1, 1, List.of()),
        List.of(),
        List.of());
  }
}
