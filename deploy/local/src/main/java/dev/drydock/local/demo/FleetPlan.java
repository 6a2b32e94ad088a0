package dev.drydock.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How large a fleet is and which of its tenants have a flaw; the same plan gives the same rows.
 *
 * @param databases tenants with a database of their own, numbered from 1
 * @param schemas tenants with a schema in a shared database, numbered after those
 * @param sharedDatabases over which the schemas are spread
 * @param medianOrders half of the tenants have fewer orders; the largest about ten times as many
 * @param flaws by the tenant's number
 */
public record FleetPlan(
    int databases,
    int schemas,
    int sharedDatabases,
    int medianOrders,
    long seed,
    Map<Integer, Flaw> flaws) {

  public FleetPlan {
    flaws = Map.copyOf(flaws);
  }

  /** The demo's: 57 will be upgraded, one restored, two stay untouched. */
  public static FleetPlan demo() {
    return new FleetPlan(
        40,
        20,
        2,
        200,
        20_261_124L,
        Map.of(7, Flaw.FOREIGN_ORDERS, 17, Flaw.DRIFT, 41, Flaw.ORPHAN_REFUND));
  }

  /** A fleet without flaws. */
  public static FleetPlan healthy(int databases, int schemas) {
    return new FleetPlan(databases, schemas, 1, 50, 1L, Map.of());
  }

  List<DemoTenant> tenants() {
    var sizes = new Random(seed);
    var tenants = new ArrayList<DemoTenant>();
    for (int number = 1; number <= databases + schemas; number++) {
      var id = "shop-%04d".formatted(number);
      var orders = (int) Math.max(10, medianOrders * Math.exp(sizes.nextGaussian()));
      var flaw = flaws.getOrDefault(number, Flaw.NONE);
      var name = id.replace('-', '_');
      tenants.add(
          number <= databases
              ? new DemoTenant(id, name, null, orders, flaw)
              : new DemoTenant(id, sharedDatabase(number), name, orders, flaw));
    }
    return tenants;
  }

  List<String> sharedDatabaseNames() {
    var names = new ArrayList<String>();
    for (int i = 0; i < sharedDatabases && schemas > 0; i++) {
      names.add("shops_shared_" + (i + 1));
    }
    return names;
  }

  private String sharedDatabase(int number) {
    return "shops_shared_" + (number % sharedDatabases + 1);
  }
}
