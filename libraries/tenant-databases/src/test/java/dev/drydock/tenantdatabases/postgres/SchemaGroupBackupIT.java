package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.TenantTarget;
import dev.drydock.local.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a schema costs in a group against a {@code pg_dump -n} of its own, at PostgreSQL's default
 * lock table. {@code -Ddrydock.schemas=1000} for the figures; small by default.
 */
class SchemaGroupBackupIT {
  private static final int SCHEMAS = Integer.getInteger("drydock.schemas", 60);
  private static final int TABLES = 8;
  private static final int ALONE = 5;

  @Test
  void givenManySchemas_whenBackedUpInGroups_thenEachCostsAFractionOfADumpOfItsOwn() {
    var settings = Map.of("max_connections", "100", "max_locks_per_transaction", "64");
    try (var server = PostgresServer.temporary(settings)) {
      // given
      var fleet = new Fleet(server);
      var tenants = tenants(fleet);
      var databases = Fleet.databases();
      var limit = databases.groupLimit(tenants.getFirst());

      // when
      var aloneMs = aloneMs(fleet, server, tenants);
      long dumpNs = 0;
      long fingerprintNs = 0;
      for (int from = 0; from < tenants.size(); from += limit) {
        var group = tenants.subList(from, Math.min(tenants.size(), from + limit));
        var start = System.nanoTime();
        try (var snapshot = databases.openSnapshot(group)) {
          snapshot.dump(OutputStream.nullOutputStream(), _ -> {});
          dumpNs += System.nanoTime() - start;
          var fingerprints = System.nanoTime();
          assertThat(group).allSatisfy(t -> assertThat(snapshot.fingerprint(t)).isNotNull());
          fingerprintNs += System.nanoTime() - fingerprints;
        }
      }

      // then
      var dumpMs = dumpNs / 1e6 / tenants.size();
      var fingerprintMs = fingerprintNs / 1e6 / tenants.size();
      System.out.printf(
          "SchemaGroupBackup schemas=%d tables=%d group=%d alone=%.1fms dump=%.2fms"
              + " fingerprint=%.2fms ratio=%.1f (with fingerprint %.1f)%n",
          SCHEMAS,
          TABLES,
          limit,
          aloneMs,
          dumpMs,
          fingerprintMs,
          aloneMs / dumpMs,
          aloneMs / (dumpMs + fingerprintMs));
      assertThat(server.isRunning()).isTrue();
      assertThat(aloneMs / dumpMs).isGreaterThan(SCHEMAS >= 1000 ? 15.0 : 2.0);
    }
  }

  private static List<TenantTarget> tenants(Fleet fleet) {
    fleet.sharedDatabase("many");
    fleet.server().execute("postgres", "CREATE ROLE many_tenants NOLOGIN");
    fleet.role().grantTenant("many_tenants");
    var tenants = new ArrayList<TenantTarget>();
    for (int i = 1; i <= SCHEMAS; i++) {
      tenants.add(fleet.target("s" + i, "many", "s" + i, List.of()));
    }
    for (int from = 1; from <= SCHEMAS; from += 50) {
      fleet.server().execute("many", schemas(from, Math.min(SCHEMAS, from + 49)));
    }
    return tenants;
  }

  private static String schemas(int from, int to) {
    return """
    DO $$ BEGIN FOR i IN %d..%d LOOP
      EXECUTE format('CREATE SCHEMA s%%s AUTHORIZATION many_tenants', i);
      EXECUTE format('SET LOCAL search_path = s%%s', i);
      SET LOCAL ROLE many_tenants;
      FOR t IN 1..%d LOOP
        EXECUTE format('CREATE TABLE t%%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          name varchar(40), at timestamptz)', t);
        EXECUTE format('INSERT INTO t%%s (name) SELECT g::text FROM generate_series(1, 20) g', t);
      END LOOP;
      RESET ROLE;
    END LOOP; END $$\
    """
        .formatted(from, to, TABLES);
  }

  private static double aloneMs(Fleet fleet, PostgresServer server, List<TenantTarget> tenants) {
    var start = System.nanoTime();
    for (int i = 0; i < ALONE; i++) {
      alone(fleet, server, tenants.get(i * tenants.size() / ALONE));
    }
    return (System.nanoTime() - start) / 1e6 / ALONE;
  }

  private static void alone(Fleet fleet, PostgresServer server, TenantTarget tenant) {
    var builder =
        new ProcessBuilder(
            server.binaries().resolve("pg_dump").toString(),
            "-Fc",
            "-Z0",
            "-n",
            String.valueOf(tenant.schema()),
            "-h",
            tenant.host(),
            "-p",
            Integer.toString(tenant.port()),
            "-U",
            "drydock",
            tenant.database());
    builder.environment().put("PGPASSWORD", fleet.role().password());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = builder.start();
      var archive = new ByteArrayOutputStream();
      process.getInputStream().transferTo(archive);
      assertThat(process.waitFor()).isZero();
      assertThat(archive.size()).isPositive();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
