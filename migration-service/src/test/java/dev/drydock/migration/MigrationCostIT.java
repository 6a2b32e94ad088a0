package dev.drydock.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Engine;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.Result.TenantMigrated;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.migration.application.FakeWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What migrating one tenant costs beside the plain SQL: five scripts, warm, each pair on two equal
 * databases. Runs with {@code -Ddrydock.cost=60}, the number of pairs.
 */
class MigrationCostIT {
  private static final String BASE =
      """
      CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL);
      CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, total numeric(10,2));
      INSERT INTO customer SELECT n, 'customer ' || n FROM generate_series(1, 2000) n;
      INSERT INTO orders SELECT n, 1 + n % 2000, n FROM generate_series(1, 4000) n;
      """;
  private static final Map<String, String> SCRIPTS =
      new TreeMap<>(
          Map.of(
              "migrations/V11__a.sql", "CREATE TABLE shop (id int PRIMARY KEY, name text);",
              "migrations/V12__b.sql", "ALTER TABLE orders ADD COLUMN note text DEFAULT 'none';",
              "migrations/V13__c.sql", "CREATE INDEX orders_customer ON orders (customer_id);",
              "migrations/V14__d.sql", "UPDATE customer SET name = name || ' x';",
              "migrations/V15__e.sql",
                  "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id);"));

  @Test
  void whatOneTenantCosts() throws SQLException {
    int pairs = Integer.getInteger("drydock.cost", 0);
    assumeTrue(pairs > 0, "asked for by -Ddrydock.cost=60");
    try (var fleet = new Fleet()) {
      fleet.server.execute("postgres", "CREATE ROLE cost_owner NOLOGIN");
      fleet.role.grantTenant("cost_owner");
      fleet.server.createDatabase("cost_base", "cost_owner");
      var files = new TreeMap<>(SCRIPTS);
      files.put("migrations/V10__base.sql", BASE);
      var before = fleet.bundle("10", Map.of("migrations/V10__base.sql", BASE));
      var release = fleet.bundle("15", files);
      fleet.migrate(tenant(fleet, "cost_base"), before);
      fleet.sql(tenant(fleet, "cost_base"), "DROP SCHEMA _drydock CASCADE");

      var ours = new ArrayList<Double>();
      var floor = new ArrayList<Double>();
      for (int pair = 0; pair < pairs; pair++) {
        floor.add(floor(fleet, copy(fleet, "floor_" + pair)));
        ours.add(ours(fleet, copy(fleet, "ours_" + pair), release));
      }
      report(warm(floor), warm(ours));
    }
  }

  private static double floor(Fleet fleet, String database) throws SQLException {
    var sql = new StringBuilder("BEGIN; SET ROLE cost_owner;");
    int rank = 1;
    for (var script : SCRIPTS.entrySet()) {
      sql.append(script.getValue())
          .append("INSERT INTO flyway_schema_history (installed_rank, version, description, type,")
          .append(" script, checksum, installed_by, execution_time, success) VALUES (")
          .append(++rank)
          .append(", '1")
          .append(rank)
          .append("', 'x', 'SQL', 'x', 0, 'x', 0, true);");
    }
    long start = System.nanoTime();
    try (var connection = fleet.role.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql.append("COMMIT").toString());
    }
    return elapsedMs(start);
  }

  private static double ours(Fleet fleet, String database, ReleaseReference release) {
    var tenant = tenant(fleet, database);
    fleet.quiesce(tenant);
    var backup = FakeWork.backup(tenant, new Fingerprint("none", "", "", 0));
    long start = System.nanoTime();
    var result =
        fleet.run(
            fleet.migrates(Fleet.GRANTED), new Command.MigrateTenant(tenant, release, backup));
    var elapsed = elapsedMs(start);
    assertThat(((TenantMigrated) result).scripts()).isEqualTo(5);
    return elapsed;
  }

  private static String copy(Fleet fleet, String name) {
    fleet.server.execute(
        "postgres", "CREATE DATABASE " + name + " TEMPLATE cost_base OWNER cost_owner");
    return name;
  }

  private static TenantTarget tenant(Fleet fleet, String database) {
    return new TenantTarget(
        new TenantId(database.replace('_', '-')),
        Engine.POSTGRESQL,
        fleet.server.host(),
        fleet.server.port(),
        database,
        null,
        fleet.role.credentialReference(),
        List.of());
  }

  private static List<Double> warm(List<Double> all) {
    return all.subList(all.size() / 3, all.size()).stream().sorted().toList();
  }

  @SuppressWarnings("SystemOut")
  private static void report(List<Double> floor, List<Double> ours) {
    System.out.printf(
        "floor %.1f ms [%.1f-%.1f]  ours %.1f ms [%.1f-%.1f]  ratio %.2f  pairs %d%n",
        median(floor),
        floor.getFirst(),
        floor.getLast(),
        median(ours),
        ours.getFirst(),
        ours.getLast(),
        median(ours) / median(floor),
        ours.size());
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static double elapsedMs(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e6;
  }
}
