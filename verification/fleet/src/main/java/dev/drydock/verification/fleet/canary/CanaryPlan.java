package dev.drydock.verification.fleet.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How large a canary fleet is.
 *
 * @param databases tenants with a database of their own, numbered from 1
 * @param schemas tenants with a schema in one shared database, numbered after those
 * @param flaws by the tenant's number
 * @param slowness seconds that the last script of each release sleeps, so that faults meet it
 */
public record CanaryPlan(int databases, int schemas, Map<Integer, Flaw> flaws, double slowness) {
  private static final String SHARED = "canary_shared";

  public CanaryPlan {
    flaws = Map.copyOf(flaws);
  }

  /** Two thirds with a database of their own; every seventh has a flaw, of each kind in turn. */
  public static CanaryPlan of(int tenants) {
    int schemas = tenants / 3;
    var flaws = new java.util.TreeMap<Integer, Flaw>();
    var kinds = List.of(Flaw.SCRIPT, Flaw.ASSERTION, Flaw.DRIFT);
    for (int number = 4, i = 0; number <= tenants; number += 4, i++) {
      flaws.put(number, kinds.get(i % kinds.size()));
    }
    return new CanaryPlan(tenants - schemas, schemas, flaws, 0.3);
  }

  /** Without a flaw. */
  public static CanaryPlan sound(int databases, int schemas) {
    return new CanaryPlan(databases, schemas, Map.of(), 0.0);
  }

  List<CanaryTenant> tenants() {
    var tenants = new ArrayList<CanaryTenant>();
    for (int number = 1; number <= databases + schemas; number++) {
      var id = "canary-%03d".formatted(number);
      var name = id.replace('-', '_');
      var flaw = flaws.getOrDefault(number, Flaw.NONE);
      tenants.add(
          number <= databases
              ? new CanaryTenant(id, name, null, flaw)
              : new CanaryTenant(id, SHARED, name, flaw));
    }
    return tenants;
  }

  /** Empty when no tenant is a schema. */
  java.util.Optional<String> sharedDatabase() {
    return schemas == 0 ? java.util.Optional.empty() : java.util.Optional.of(SHARED);
  }
}
