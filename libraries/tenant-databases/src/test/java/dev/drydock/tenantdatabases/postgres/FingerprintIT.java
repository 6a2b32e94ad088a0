package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintIT {
  private static final String[] ODD_THINGS = {
    "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')",
    "CREATE DOMAIN positive AS numeric CHECK (VALUE > 0 AND VALUE IN (1, 2, 3))",
    "CREATE TYPE pair AS (a integer, b text)",
    "CREATE SEQUENCE numbers START 7 INCREMENT 3",
    "SELECT nextval('numbers')",
    "CREATE TABLE odd (t text, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        + " state varchar(10) NOT NULL DEFAULT 'a' CHECK (state IN ('a', 'b')),"
        + " kind varchar CHECK (kind::text = ANY (ARRAY['x', 'y'])),"
        + " level int CHECK (level IN (1, 2)), n numeric, m numeric(10,2), f float8,"
        + " i interval, j jsonb, c char(5), tags text[], m2 mood DEFAULT 'sad', p pair,"
        + " d positive, r int4range, b bytea, ts timestamptz, u uuid, x xml, ip inet,"
        + " up text GENERATED ALWAYS AS (upper(t)) STORED,"
        + " CHECK (state <> 'b' OR (kind IS NULL AND (level = 1 OR level = 2))))",
    "INSERT INTO odd (t, state, kind, level, n, m, f, i, j, c, tags, m2, p, d, r, b, ts, u, x, ip)"
        + " VALUES ('it''s', 'a', 'x', 1, 1.00, 1, '-0', '24:00:00', '{\"a\": 1.00}', 'ab',"
        + " '[0:1]={q,NULL}', 'it''s ok', '(1,\"x,y\")', 2, '[1,5)', '\\x00ff', 'infinity',"
        + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '<a/>', '10.0.0.0/8'),"
        + " (NULL, 'b', NULL, 2, 'NaN', NULL, 'Infinity', '1 day', 'null', NULL, '{}', NULL, NULL,"
        + " NULL, 'empty', '', '2024-01-01', NULL, NULL, NULL)",
    "CREATE INDEX odd_partial ON odd (lower(t) text_pattern_ops DESC) INCLUDE (n)"
        + " WHERE state IN ('a', 'b') AND kind IS NOT NULL",
    "CREATE UNIQUE INDEX odd_once ON odd (u) NULLS NOT DISTINCT WHERE u IS NOT NULL",
    "CREATE STATISTICS odd_stats ON state, kind FROM odd",
    "CREATE TABLE parts (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
    "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')",
    "CREATE TABLE parts_2 PARTITION OF parts DEFAULT",
    "CREATE INDEX parts_at ON parts (at)",
    "INSERT INTO parts VALUES (1, '2024-01-05'), (2, '2025-01-05')",
    "CREATE TABLE heirs (LIKE odd INCLUDING DEFAULTS)",
    "CREATE TABLE heirs_2 () INHERITS (heirs)",
    "INSERT INTO heirs_2 (id, state) VALUES (5, 'a')",
    "CREATE TABLE nothing ()",
    "INSERT INTO nothing DEFAULT VALUES",
    "ALTER TABLE orders ADD COLUMN gone int, ADD COLUMN state varchar(5) DEFAULT 'x'",
    "ALTER TABLE orders DROP COLUMN gone",
    "ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL, ALTER note SET STATISTICS 50",
    "CREATE VIEW shown AS SELECT o.id, o.note, (o.state IN ('x', 'y')) AS known FROM orders o",
    "CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM orders WITH DATA",
    "CREATE MATERIALIZED VIEW not_yet AS SELECT count(*) AS n FROM orders WITH NO DATA",
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN\n"
        + "-- Data for Name: x; Type: nothing\nNEW.note := coalesce(NEW.note, ''); RETURN NEW;"
        + " END $f$",
    "CREATE FUNCTION twice(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT"
        + " a * b'",
    "CREATE PROCEDURE nothing_done() LANGUAGE sql AS 'SELECT 1'",
    "CREATE AGGREGATE product (int) (SFUNC = int4mul, STYPE = int, INITCOND = '1')",
    "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM"
        + " NEW.note) EXECUTE FUNCTION touch()",
    "CREATE TRIGGER off BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
    "ALTER TABLE orders DISABLE TRIGGER off",
    "CREATE RULE quiet AS ON DELETE TO orders WHERE OLD.id < 0 DO INSTEAD NOTHING",
    "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY seen ON orders FOR SELECT USING (note IN ('first', 'second'))",
    "CREATE TABLE lines (id int PRIMARY KEY, order_id bigint REFERENCES orders ON DELETE CASCADE"
        + " DEFERRABLE INITIALLY DEFERRED, EXCLUDE USING gist (int4range(id, id + 1) WITH &&))",
    "ALTER TABLE lines ADD CONSTRAINT later CHECK (id > 0) NOT VALID",
    "COMMENT ON COLUMN orders.note IS 'what it''s about'",
    "COMMENT ON TABLE odd IS 'odd'",
    "COMMENT ON FUNCTION twice(int, int) IS 'doubles'",
    "GRANT SELECT (id, note) ON orders TO PUBLIC",
    "GRANT USAGE ON SEQUENCE numbers TO PUBLIC",
    "REVOKE EXECUTE ON FUNCTION twice(int, int) FROM PUBLIC",
    "CREATE TABLE odd_names (\"drydock's \"\"own\"\"\" int, \"T\" int, h int, x int, \"ROW\" int)",
    "INSERT INTO odd_names VALUES (1, 2, 3, 4, 5)",
  };

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private Fingerprint roundTrip(TenantTarget tenant) {
    var archive = new ByteArrayOutputStream();
    Fingerprint source;
    try (var snapshot = databases.openSnapshot(List.of(tenant))) {
      source = snapshot.fingerprint(tenant);
      snapshot.dump(archive, _ -> {});
    }
    var again =
        databases
            .trialRestore(
                new ByteArrayInputStream(archive.toByteArray()), List.of(tenant), new Token(2))
            .getFirst();
    assertThat(again).isEqualTo(source);
    databases.restore(
        new ByteArrayInputStream(archive.toByteArray()), tenant, new Token(3), source, () -> {});
    return source;
  }

  @Test
  void givenDatabaseOfOddThings_whenRestored_thenEqual() {
    // given
    var tenant = fleet.databaseTenant();
    fleet.execute(tenant, ODD_THINGS);
    fleet.execute(
        tenant,
        "CREATE SCHEMA \"Other Schema\"",
        "CREATE TABLE \"Other Schema\".\"odd Table\" (id int PRIMARY KEY)",
        "CREATE EXTENSION citext",
        "CREATE EXTENSION pg_trgm SCHEMA \"Other Schema\"",
        "CREATE TABLE insensitive (name citext)",
        "INSERT INTO insensitive VALUES ('A'), ('a')",
        "CREATE INDEX by_trigram ON orders USING gin (note \"Other Schema\".gin_trgm_ops)",
        "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic ="
            + " false)",
        "CREATE TABLE loosely (name text COLLATE loose)",
        "INSERT INTO loosely VALUES ('A')",
        "SELECT lo_create(0)",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "CREATE PUBLICATION orders_only FOR TABLE orders");

    // when
    var source = roundTrip(tenant);

    // then
    assertThat(databases.fingerprint(tenant)).isEqualTo(source);
  }

  @Test
  void givenSchemaOfOddThings_whenRestored_thenEqual() {
    // given
    var tenant = fleet.schemaTenant();
    fleet.execute(tenant, ODD_THINGS);

    // when
    var source = roundTrip(tenant);

    // then
    assertThat(databases.fingerprint(tenant)).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "numeric | '1.0' | '1.00'",
        "numeric(10,2) | '1.01' | '1.02'",
        "interval | '24:00:00' | '1 day'",
        "float8 | '0' | '-0'",
        "float4 | '0' | '-0'",
        "jsonb | '{\"a\": 1.0}' | '{\"a\": 1.00}'",
        "jsonb | 'null' | NULL",
        "text | '' | NULL",
        "char(3) | 'a' | 'b'",
        "int[] | '{1,2}' | '[0:1]={1,2}'",
        "int[] | '{1,2}' | '{{1,2}}'",
        "text | 'a' | 'A'",
        "numrange | '[1.0,2)' | '[1.00,2)'",
        "timestamptz | '2024-01-01 00:00:00.000001+00' | '2024-01-01 00:00:00.000002+00'",
        "timetz | '12:00+00' | '12:00+01'",
        "money | '1.00' | '1.01'",
        "bytea | '\\x00' | '\\x0000'",
      })
  void givenValuesThatOnlyLookEqual_whenFingerprinted_thenTheyDiffer(
      String type, String one, String other) {
    // given
    var tenant = fleet.databaseTenant();
    fleet.execute(tenant, "CREATE TABLE v (t " + type + ")", "INSERT INTO v VALUES (" + one + ")");
    var before = databases.fingerprint(tenant);
    fleet.execute(tenant, "UPDATE v SET t = " + other);

    // when
    var after = databases.fingerprint(tenant);

    // then
    assertThat(after.content()).isNotEqualTo(before.content());
    assertThat(after.schema()).isEqualTo(before.schema());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER DATABASE $ SET work_mem = '7MB'",
        "ALTER DATABASE $ CONNECTION LIMIT 17",
        "COMMENT ON DATABASE $ IS 'changed'",
        "REVOKE CONNECT ON DATABASE $ FROM PUBLIC",
        "ALTER ROLE $_app IN DATABASE $ SET search_path = public, pg_catalog",
        "ALTER DATABASE $ OWNER TO drydock",
      })
  void givenChangedProperty_whenFingerprinted_thenTheSchemaDiffers(String statement) {
    // given
    var tenant = fleet.databaseTenant();
    var before = databases.fingerprint(tenant);
    fleet.server().execute("postgres", statement.replace("$", tenant.database()));

    // when
    var after = databases.fingerprint(tenant);

    // then
    assertThat(after.schema()).isNotEqualTo(before.schema());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x'",
        "ALTER TABLE orders ADD CHECK (id > 0)",
        "CREATE INDEX ON orders (note)",
        "CREATE VIEW v AS SELECT 1 AS one",
        "GRANT SELECT ON orders TO PUBLIC",
        "COMMENT ON TABLE orders IS 'x'",
        "CREATE SEQUENCE s",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE orders SET (fillfactor = 70)",
      })
  void givenChangedSchema_whenFingerprinted_thenItDiffers(String statement) {
    // given
    var tenant = fleet.schemaTenant();
    var before = databases.fingerprint(tenant);
    fleet.execute(tenant, statement);

    // when
    var after = databases.fingerprint(tenant);

    // then
    assertThat(after.schema()).isNotEqualTo(before.schema());
  }
}
