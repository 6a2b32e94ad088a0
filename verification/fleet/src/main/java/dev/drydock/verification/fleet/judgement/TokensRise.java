package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.judgement.Observations.EffectSeen;
import dev.drydock.verification.fleet.judgement.Observations.TenantSeen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tokens per tenant only rise, in the ledger and where effects land. */
final class TokensRise implements Invariant {
  /** An effect's time is its transaction's begin; two may begin in the other order. */
  private static final long OVERLAP_MS = 20_000;

  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    inTheLedger(seen, found);
    seen.tenants().forEach(tenant -> whereEffectsLand(tenant, seen, found));
    return found;
  }

  private static void inTheLedger(Observations seen, List<String> found) {
    Moves.byWay(seen)
        .forEach((way, moves) -> {
          long highest = 0;
          for (var move : moves) {
            if (move.token() < highest) {
              found.add(
                  "%s: token %d after %d at sequence %d"
                      .formatted(way, move.token(), highest, move.row().sequence()));
            }
            highest = Math.max(highest, move.token());
          }
          var tenant = way.substring(way.indexOf(' ') + 1);
          long known = seen.ledger().tokens().getOrDefault(tenant, 0L);
          if (known < highest) {
            found.add("%s: token %d, but the tenant's is %d".formatted(way, highest, known));
          }
        });
  }

  private static void whereEffectsLand(TenantSeen tenant, Observations seen, List<String> found) {
    long known = seen.ledger().tokens().getOrDefault(tenant.tenant(), 0L);
    if (tenant.fenceToken() > known) {
      found.add(
          "%s: its server's fence %d is above the ledger's token %d"
              .formatted(tenant.tenant(), tenant.fenceToken(), known));
    }
    var effects =
        tenant.effects().stream().sorted(Comparator.comparingLong(EffectSeen::atMs)).toList();
    for (int i = 0; i < effects.size(); i++) {
      var later = effects.get(i);
      if (later.token() > known) {
        found.add(
            "%s: %s under token %d, above %d"
                .formatted(tenant.tenant(), later.what(), later.token(), known));
      }
      effects.subList(0, i).stream()
          .filter(earlier ->
              earlier.token() > later.token() && later.atMs() - earlier.atMs() > OVERLAP_MS)
          .findFirst()
          .ifPresent(earlier ->
              found.add(
                  "%s: %s %s under token %d after %s under %d"
                      .formatted(
                          tenant.tenant(),
                          later.kind(),
                          later.what(),
                          later.token(),
                          earlier.what(),
                          earlier.token())));
    }
  }
}
