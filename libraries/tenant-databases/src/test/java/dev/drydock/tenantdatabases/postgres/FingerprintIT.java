package dev.drydock.tenantdatabases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
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
    "CREATE POLICY of_some ON orders TO pg_monitor, pg_database_owner USING (note <> 'x])')",
    "COMMENT ON POLICY seen ON orders IS 'who sees what'",
    "COMMENT ON RULE quiet ON orders IS 'keeps the negative'",
    "COMMENT ON INDEX odd_once IS 'once'",
    "COMMENT ON STATISTICS odd_stats IS 'together'",
    "ALTER STATISTICS odd_stats SET STATISTICS 77",
    "COMMENT ON TYPE pair IS 'two'",
    "COMMENT ON COLUMN pair.b IS 'second'",
    "GRANT USAGE ON TYPE pair TO pg_monitor",
    "REVOKE USAGE ON TYPE pair FROM PUBLIC",
    "ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 100)",
    "COMMENT ON CONSTRAINT small ON DOMAIN positive IS 'not too many'",
    "CREATE TEXT SEARCH DICTIONARY plain_words (TEMPLATE = simple, STOPWORDS = english)",
    "CREATE TEXT SEARCH CONFIGURATION words (COPY = german)",
    "ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR word WITH plain_words, german_stem",
    "COMMENT ON TEXT SEARCH CONFIGURATION words IS 'of ours'",
    "CREATE FUNCTION pair_less(pair, pair) RETURNS boolean LANGUAGE sql AS 'SELECT $1.a < $2.a'",
    "CREATE FUNCTION pair_more(pair, pair) RETURNS boolean LANGUAGE sql AS 'SELECT $1.a > $2.a'",
    "CREATE OPERATOR <<< (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_less,"
        + " COMMUTATOR = >>>, RESTRICT = scalarltsel)",
    "CREATE OPERATOR >>> (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_more,"
        + " COMMUTATOR = <<<)",
    "COMMENT ON OPERATOR <<< (pair, pair) IS 'less'",
    "CREATE CONVERSION ours FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
    "CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi)",
    "CREATE TABLE spans (s span)",
    "INSERT INTO spans VALUES ('[1.5,2.5)')",
    "CREATE AGGREGATE product_fast (int) (SFUNC = int4mul, STYPE = int, INITCOND = '1',"
        + " COMBINEFUNC = int4mul, PARALLEL = SAFE)",
    "CREATE FUNCTION spelled(a text DEFAULT 'x])') RETURNS boolean LANGUAGE sql"
        + " RETURN a::varchar IN ('a', 'b])')",
    "ALTER TABLE odd SET (toast.autovacuum_enabled = false)",
    "CREATE INDEX odd_by_expression ON odd ((level + 1))",
    "ALTER INDEX odd_by_expression ALTER COLUMN 1 SET STATISTICS 99",
    "CREATE TABLE wide (i int8, tm time, ts timestamp, tz timestamptz, n numeric, m numeric(8,2))",
    "INSERT INTO wide VALUES (4294967296, '23:59:59.999999', '-infinity', 'infinity',"
        + " '-Infinity', -5), (NULL, NULL, '0044-03-15 BC', NULL, 1e100, 0), (-1, '24:00', NULL,"
        + " NULL, 1e-50, 0.1)",
    "CREATE COLLATION codes FROM \"C\"",
    "CREATE TABLE coded (code text COLLATE codes)",
    "CREATE TABLE odd_names (\"drydock's \"\"own\"\"\" int, \"T\" int, h int, x int, \"ROW\" int)",
    "INSERT INTO odd_names VALUES (1, 2, 3, 4, 5)",
  };

  private static final String[] RARE_THINGS = {
    "CREATE TYPE pair AS (a integer, b text)",
    "CREATE DOMAIN d AS int CONSTRAINT small CHECK (VALUE < 9)",
    "CREATE FUNCTION less(pair, pair) RETURNS boolean LANGUAGE sql AS 'SELECT $1.a < $2.a'",
    "CREATE OPERATOR <<< (LEFTARG = pair, RIGHTARG = pair, FUNCTION = less)",
    "CREATE AGGREGATE product (int) (SFUNC = int4mul, STYPE = int, INITCOND = '1')",
    "CREATE STATISTICS s ON id, note FROM orders",
    "CREATE COLLATION c FROM \"C\"",
    "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, STOPWORDS = english)",
    "CREATE TEXT SEARCH CONFIGURATION search (COPY = german)",
    "CREATE CONVERSION conv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
    "CREATE INDEX i ON orders ((id + 1))",
    "CREATE POLICY p ON orders TO pg_monitor, pg_signal_backend USING (true)",
    "CREATE RULE r AS ON DELETE TO orders WHERE OLD.id < 0 DO INSTEAD NOTHING",
    "CREATE FUNCTION body() RETURNS text LANGUAGE sql AS $b$SELECT '(x]'$b$",
    "CREATE VIEW texts AS SELECT '(ARRAY[x]'::text AS t",
  };

  private static final String[] RARE_THINGS_OF_DATABASES = {
    "CREATE TYPE pair AS (a int, b text)",
    "CREATE CAST (pair AS int) WITH INOUT",
    "CREATE EXTENSION citext",
    "CREATE FOREIGN DATA WRAPPER w",
    "CREATE SERVER s FOREIGN DATA WRAPPER w",
    "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'x')",
    "CREATE FOREIGN TABLE far (id int) SERVER s OPTIONS (name 'x')",
    "CREATE PUBLICATION one FOR TABLE orders WHERE (id > 5)",
    "CREATE OPERATOR FAMILY f USING btree",
    "CREATE OPERATOR CLASS k FOR TYPE pair USING hash AS FUNCTION 1 (pair, pair)"
        + " hash_record(record)",
    "CREATE FUNCTION fired() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION fired()",
    "CREATE TRANSFORM FOR pair LANGUAGE sql (FROM SQL WITH FUNCTION" + " prsd_lextype(internal))",
  };

  private final Fleet fleet = Fleet.shared();
  private final PostgresTenantDatabases databases = Fleet.databases();

  private TenantTarget plain;
  private TenantTarget schemaOfRareThings;
  private TenantTarget ofRareThings;

  @BeforeAll
  void createTenants() {
    plain = fleet.databaseTenant();
    schemaOfRareThings = fleet.schemaTenant();
    fleet.execute(schemaOfRareThings, RARE_THINGS);
    ofRareThings = fleet.databaseTenant();
    fleet.server().execute(ofRareThings.database(), RARE_THINGS_OF_DATABASES);
  }

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

  /** Services of two builds prove each other's backups, so a name changes only with the digests. */
  @Test
  void whenThereIsACollation_thenAndOnlyThenTheNewerAlgorithmIsNamed() {
    assertThat(databases.fingerprint(plain).algorithm()).isEqualTo("pg-2");
    assertThat(databases.fingerprint(schemaOfRareThings).algorithm()).isEqualTo("pg-3");
    assertThat(databases.fingerprint(ofRareThings).algorithm()).isEqualTo("pg-2");
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
        "SELECT lo_from_bytea(4711, '\\x0001')",
        "COMMENT ON LARGE OBJECT 4711 IS 'large'",
        "GRANT SELECT ON LARGE OBJECT 4711 TO pg_monitor",
        "CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE sql AS 'SELECT $1.b'",
        "CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair) AS ASSIGNMENT",
        "COMMENT ON CAST (pair AS text) IS 'the second alone'",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "CREATE PUBLICATION orders_only FOR TABLE orders (id, note) WHERE (id > 5)",
        "COMMENT ON PUBLICATION orders_only IS 'some'");

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
        "numeric(10,2) | '5.00' | '-5.00'",
        "numeric | '5.00' | '-5.00'",
        "numeric(10,2) | 'NaN' | NULL",
        "numeric | 'NaN' | 'Infinity'",
        "numeric | 'Infinity' | '-Infinity'",
        "numeric(10,2) | '0' | 'NaN'",
        "bigint | 1 | 4294967296",
        "bigint | -1 | 4294967295",
        "int8range | '[1,2)' | '[4294967296,4294967297)'",
        "bigint[] | '{1}' | '{4294967296}'",
        "time | '00:00:00.000001' | '01:11:34.967296'",
        "timestamp | '2000-01-01 00:00:00.000001' | '2000-01-01 01:11:34.967296'",
        "timestamptz | '2000-01-01 00:00:00.000001+00' | '2000-01-01 01:11:34.967296+00'",
        "timestamp | 'infinity' | '-infinity'",
        "money | '0.01' | '42949672.96'",
        "float8 | 'NaN' | 'Infinity'",
        "inet | '10.0.0.1' | '10.0.0.1/24'",
        "cidr | '10.0.0.0/8' | '10.0.0.0/9'",
        "macaddr | '08:00:2b:01:02:03' | '08:00:2b:01:02:04'",
        "macaddr8 | '08:00:2b:01:02:03:04:05' | '08:00:2b:01:02:03:04:06'",
        "varbit | '0' | '00'",
        "pg_lsn | '0/1' | '1/0'",
        "xid8 | '1' | '4294967296'",
        "point | '(0,0)' | '(-0,0)'",
        "box | '(1,1),(0,0)' | '(1,2),(0,0)'",
        "tsvector | 'a:1A' | 'a:1B'",
        "json | '{\"a\":1}' | '{\"a\": 1}'",
        "xml | '<a/>' | '<a></a>'",
        "int4multirange | '{[1,2)}' | '{[1,3)}'",
        "oid | 1 | 4294967295",
        "jsonb | '[1]' | '[-1]'",
      })
  void givenValuesThatOnlyLookEqual_whenFingerprinted_thenTheyDiffer(
      String type, String one, String other) {
    // given
    fleet.execute(
        plain,
        "DROP TABLE IF EXISTS v",
        "CREATE TABLE v (t " + type + ")",
        "INSERT INTO v VALUES (" + one + ")");
    var before = databases.fingerprint(plain);
    fleet.execute(plain, "UPDATE v SET t = " + other);

    // when
    var after = databases.fingerprint(plain);

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
        "ALTER TABLE orders SET (toast.autovacuum_enabled = false)",
        "REVOKE USAGE ON TYPE pair FROM PUBLIC",
        "COMMENT ON TYPE pair IS 'x'",
        "COMMENT ON COLUMN pair.a IS 'x'",
        "COMMENT ON POLICY p ON orders IS 'x'",
        "COMMENT ON RULE r ON orders IS 'x'",
        "COMMENT ON CONSTRAINT small ON DOMAIN d IS 'x'",
        "COMMENT ON OPERATOR <<< (pair, pair) IS 'x'",
        "COMMENT ON AGGREGATE product(int) IS 'x'",
        "COMMENT ON STATISTICS s IS 'x'",
        "COMMENT ON TEXT SEARCH DICTIONARY words IS 'x'",
        "ALTER OPERATOR <<< (pair, pair) SET (RESTRICT = scalarltsel)",
        "ALTER OPERATOR <<< (pair, pair) OWNER TO drydock",
        "ALTER STATISTICS s SET STATISTICS 9",
        "ALTER STATISTICS s OWNER TO drydock",
        "ALTER COLLATION c OWNER TO drydock",
        "ALTER TEXT SEARCH DICTIONARY words (STOPWORDS = german)",
        "ALTER TEXT SEARCH CONFIGURATION search OWNER TO drydock",
        "ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING FOR word WITH simple",
        "ALTER CONVERSION conv OWNER TO drydock",
        "ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 9",
        "ALTER POLICY p ON orders TO pg_monitor",
        "CREATE OR REPLACE AGGREGATE product (int) (SFUNC = int4mul, STYPE = int, INITCOND = '1',"
            + " PARALLEL = SAFE)",
        "CREATE OR REPLACE FUNCTION body() RETURNS text LANGUAGE sql AS $b$SELECT '(x])'$b$",
        "ALTER VIEW texts OWNER TO drydock",
        "CREATE OR REPLACE VIEW texts AS SELECT '(ARRAY[x])'::text AS t",
      })
  void givenChangedSchema_whenFingerprinted_thenItDiffers(String statement) {
    // given
    var before = databases.fingerprint(schemaOfRareThings);
    fleet
        .server()
        .execute(
            schemaOfRareThings.database(),
            "SET search_path = " + schemaOfRareThings.schema() + ", public",
            statement);

    // when
    var after = databases.fingerprint(schemaOfRareThings);

    // then
    assertThat(after.schema()).isNotEqualTo(before.schema());
  }

  @Test
  void givenPolicyOfSeveralRoles_whenTheirOrderDiffers_thenEqual() {
    // given
    var tenant = fleet.schemaTenant();
    fleet.execute(tenant, "CREATE POLICY p ON orders TO pg_monitor, pg_signal_backend");
    var before = databases.fingerprint(tenant);
    fleet.execute(
        tenant,
        "DROP POLICY p ON orders",
        "CREATE POLICY p ON orders TO pg_signal_backend, pg_monitor");

    // when
    var after = databases.fingerprint(tenant);

    // then
    assertThat(after).isEqualTo(before);
  }

  /** As a superuser: most of this may be made by nobody else, and only be there to be read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE CAST (pair AS text) WITH INOUT",
        "COMMENT ON CAST (pair AS int) IS 'x'",
        "ALTER SERVER s OPTIONS (ADD host 'x')",
        "ALTER SERVER s OWNER TO drydock",
        "GRANT USAGE ON FOREIGN SERVER s TO pg_monitor",
        "COMMENT ON SERVER s IS 'x'",
        "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'y')",
        "CREATE USER MAPPING FOR drydock SERVER s",
        "ALTER FOREIGN TABLE far OPTIONS (SET name 'y')",
        "GRANT USAGE ON FOREIGN DATA WRAPPER w TO pg_monitor",
        "ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD a 'b')",
        "GRANT EXECUTE ON FUNCTION citext_eq(citext, citext) TO pg_monitor",
        "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
        "COMMENT ON EXTENSION citext IS 'x'",
        "ALTER PUBLICATION one SET TABLE orders (id)",
        "ALTER PUBLICATION one SET TABLE orders WHERE (id > 6)",
        "ALTER PUBLICATION one SET TABLES IN SCHEMA public",
        "ALTER PUBLICATION one OWNER TO drydock",
        "ALTER OPERATOR FAMILY f USING btree ADD FUNCTION 1 (pair, pair) btrecordcmp(record, record)",
        "ALTER OPERATOR CLASS k USING hash OWNER TO drydock",
        "ALTER EVENT TRIGGER e DISABLE",
        "ALTER FUNCTION fired() DEPENDS ON EXTENSION citext",
        "DROP TRANSFORM FOR pair LANGUAGE sql",
      })
  void givenChangeOfWhatIsRare_whenFingerprinted_thenTheSchemaDiffers(String statement) {
    // given
    var before = databases.fingerprint(ofRareThings);
    fleet.server().execute(ofRareThings.database(), statement);

    // when
    var after = databases.fingerprint(ofRareThings);

    // then
    assertThat(after.schema()).isNotEqualTo(before.schema());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT lo_put(4711, 0, '\\x01')",
        "SELECT lo_create(4712)",
        "GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC",
        "ALTER LARGE OBJECT 4711 OWNER TO drydock",
        "COMMENT ON LARGE OBJECT 4711 IS 'x'",
      })
  void givenChangedLargeObject_whenFingerprinted_thenTheContentDiffers(String statement) {
    // given
    var tenant = fleet.databaseTenant();
    fleet.server().execute(tenant.database(), "SELECT lo_from_bytea(4711, '\\x00')");
    var before = databases.fingerprint(tenant);
    fleet.server().execute(tenant.database(), statement);

    // when
    var after = databases.fingerprint(tenant);

    // then
    assertThat(after.content()).isNotEqualTo(before.content());
  }

  @Test
  void givenConfigurationOfAnExtension_whenItsRowsChange_thenThoseThatADumpCarriesCount() {
    // given
    var tenant = fleet.databaseTenant();
    fleet
        .server()
        .execute(
            tenant.database(),
            "CREATE EXTENSION citext",
            "CREATE TABLE settings (id int, value text)",
            "INSERT INTO settings VALUES (1, 'shipped'), (2, 'own')",
            "ALTER EXTENSION citext ADD TABLE settings",
            "UPDATE pg_extension SET extconfig = ARRAY['settings'::regclass::oid],"
                + " extcondition = ARRAY['WHERE settings.id > 1'] WHERE extname = 'citext'");
    var before = databases.fingerprint(tenant);

    // when
    fleet.server().execute(tenant.database(), "UPDATE settings SET value = 'x' WHERE id = 1");
    var afterShipped = databases.fingerprint(tenant);
    fleet.server().execute(tenant.database(), "UPDATE settings SET value = 'x' WHERE id = 2");
    var afterOwn = databases.fingerprint(tenant);

    // then
    assertThat(afterShipped).isEqualTo(before);
    assertThat(afterOwn.content()).isNotEqualTo(before.content());
  }
}
