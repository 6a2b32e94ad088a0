package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How fast fingerprints are; {@code -Ddrydock.megabytes=200} for the figures. */
class FingerprintSpeedIT {
  private static final int MEGABYTES = Integer.getInteger("drydock.megabytes", 10);

  @Test
  void givenManyRows_whenFingerprinted_thenItKeepsUpWithADump() {
    // given
    var fleet = Fleet.shared();
    var tenant = fleet.databaseTenant();
    var rows = MEGABYTES * 1024L * 1024 / 150;
    fleet.execute(
        tenant,
        "CREATE TABLE big (id bigint PRIMARY KEY, at timestamptz, name text, price numeric(10,2),"
            + " raw jsonb)",
        "INSERT INTO big SELECT g, now(), repeat(md5(g::text), 2), g / 100.0,"
            + " jsonb_build_object('n', g) FROM generate_series(1, "
            + rows
            + ") g",
        "CREATE TABLE plain AS SELECT id, at, name, price FROM big");
    var size =
        Double.parseDouble(
            fleet.value(
                tenant, "SELECT (pg_table_size('big') + pg_table_size('plain')) / 1048576.0"));

    // when
    var databases = Fleet.databases();
    var start = System.nanoTime();
    var fingerprint = databases.fingerprint(tenant);
    var seconds = (System.nanoTime() - start) / 1e9;

    // then
    System.out.printf(
        "FingerprintSpeed %.0f MB in %.2f s: %.0f MB/s, %d rows%n",
        size, seconds, size / seconds, fingerprint.rows());
    assertThat(fingerprint.rows()).isGreaterThan(rows);
  }
}
