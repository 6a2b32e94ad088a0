package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.canary.CanaryReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Each script of the tenant's version left its effect once, and no other script any. */
final class EffectOnce implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    for (var tenant : seen.tenants()) {
      if (!tenant.latest().equals("PARKED")) {
        check(tenant.tenant(), tenant.now(), found);
      }
    }
    for (var passage : seen.passages()) {
      if (!passage.ended().equals("PARKED")) {
        check(passage.upgrade() + " " + passage.tenant(), passage.after(), found);
      }
    }
    return found;
  }

  private static void check(String who, TenantSnapshot now, List<String> found) {
    var scripts = CanaryReleases.scriptsUpTo(now.release());
    for (var script : scripts) {
      int times = now.journal().getOrDefault(script, 0);
      if (times != 1) {
        found.add(
            "%s: %s took effect %d times at release %d"
                .formatted(who, script, times, now.release()));
      }
    }
    now.journal().keySet().stream()
        .filter(script -> !Set.copyOf(scripts).contains(script))
        .forEach(script ->
            found.add(
                "%s: %s took effect, which is beyond release %d"
                    .formatted(who, script, now.release())));
    var expected = CanaryReleases.canaryAfter(scripts.size()).toString();
    if (!now.canary().equals(expected)) {
      found.add(
          "%s: canary is %s, not %s as after %d effects"
              .formatted(who, now.canary(), expected, scripts.size()));
    }
  }
}
