-- What every tenant holds: something of each kind that a dump carries and its owner may make.
-- Run as the owner, its schema first in the search path. SALT, READER and WRITER are replaced.
CREATE TYPE stage AS ENUM ('open', 'paid', 'sent', 'it''s back');
CREATE TYPE address AS (street text, zip varchar(10));
CREATE DOMAIN mail AS text COLLATE "C" CHECK (VALUE LIKE '%@%');
CREATE DOMAIN share AS numeric(5, 2) DEFAULT 0 CONSTRAINT within CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE COLLATION codes FROM "C";
CREATE SEQUENCE invoice_number AS integer START 1000 INCREMENT 7 MAXVALUE 900000 CACHE 5 CYCLE;
SELECT setval('invoice_number', 4242, true);
CREATE SEQUENCE never_called START 17;

CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  NEW.changed_at := '2024-05-06 07:08:09.123456+00';
  RETURN NEW;
END $f$;
CREATE FUNCTION gross(net numeric, rate numeric DEFAULT 0.19) RETURNS numeric
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 AS 'SELECT round(net * (1 + rate), 2)';
CREATE FUNCTION whoami() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog AS 'SELECT current_user::text';
CREATE FUNCTION spelled(a text DEFAULT 'x])') RETURNS boolean LANGUAGE sql
  RETURN a::varchar IN ('a', 'b])');
CREATE FUNCTION firsts(OUT n int, OUT t text) RETURNS SETOF record LANGUAGE sql ROWS 3
  AS $$VALUES (1, 'one'), (2, 'two')$$;
CREATE PROCEDURE tidy(keep int) LANGUAGE plpgsql AS $p$ BEGIN PERFORM keep; END $p$;
CREATE AGGREGATE product (int) (SFUNC = int4mul, STYPE = int, INITCOND = '1', PARALLEL = SAFE);
CREATE FUNCTION before(address, address) RETURNS boolean LANGUAGE sql IMMUTABLE
  AS 'SELECT $1.zip < $2.zip';
CREATE OPERATOR <<< (LEFTARG = address, RIGHTARG = address, FUNCTION = before,
  RESTRICT = scalarltsel);

CREATE TABLE customer (
  id int GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 3) PRIMARY KEY,
  name text NOT NULL,
  email mail UNIQUE,
  code varchar(8) COLLATE codes,
  home address,
  rebate share,
  tags text[] NOT NULL DEFAULT '{}',
  profile jsonb,
  since date DEFAULT '2024-01-01',
  changed_at timestamptz,
  active boolean NOT NULL DEFAULT true,
  shown text GENERATED ALWAYS AS (upper(name)) STORED,
  CONSTRAINT named CHECK (length(name) > 2),
  CONSTRAINT coded CHECK (code IN ('a', 'b', 'c') OR code IS NULL));
INSERT INTO customer (name, email, code, home, rebate, tags, profile, since, changed_at, active)
  SELECT 'SALT name ' || i, 'SALT' || i || '@example.org', (ARRAY['a', 'b', 'c', NULL])[1 + i % 4],
      ROW('street ' || md5('SALT' || i), i)::address, i % 100 + 0.25,
      CASE i % 3 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY['x', 'y ' || i] ELSE ARRAY[NULL, 'z'] END,
      jsonb_build_object('n', i, 'price', (i || '.50')::numeric, 'deep', jsonb_build_array(i, NULL)),
      date '2020-02-03' + i, timestamptz '2023-01-02 03:04:05.000001+00' + i * interval '1 second',
      i % 5 <> 0
    FROM generate_series(1, 24) i;

CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customer ON UPDATE CASCADE ON DELETE RESTRICT,
  stage stage NOT NULL DEFAULT 'open',
  net numeric(10, 2) NOT NULL,
  precise numeric,
  ratio float8,
  note varchar(60),
  fixed char(5),
  waits interval,
  receipt bytea,
  token uuid,
  source inet,
  amount money,
  bits varbit(8),
  period tstzrange,
  valid int4range,
  words tsvector,
  place point,
  opened time,
  doc xml,
  raw json,
  changed_at timestamptz,
  UNIQUE (customer_id, id) INCLUDE (net),
  EXCLUDE USING gist (valid WITH &&));
INSERT INTO orders
  SELECT 4294967290 + i, 10 + 3 * (i % 24), (enum_range(NULL::stage))[1 + i % 4],
      (i * 13 % 100) + 0.99, (i || '.' || repeat('0', i % 3))::numeric,
      CASE i % 5 WHEN 0 THEN 'NaN' WHEN 1 THEN '-0'::float8 ELSE i / 7.0 END,
      CASE WHEN i % 6 <> 0 THEN 'SALT note ' || md5('n' || i) END, left(md5(i::text), i % 5),
      CASE i % 2 WHEN 0 THEN interval '24 hours' ELSE interval '1 day' END,
      decode(md5('SALT' || i), 'hex'), md5('SALT' || i)::uuid, ('10.0.' || i || '.0/24')::inet,
      (i + 0.5)::numeric::money, (i % 8)::bit(4)::varbit,
      tstzrange('2024-01-01 00:00:00+00', '2024-01-01 00:00:00.000001+00'::timestamptz
        + i * interval '1 hour'),
      int4range(i * 10, i * 10 + 5), to_tsvector('simple', 'SALT order ' || i), point(i, -i),
      time '00:00:00.000001' + i * interval '1 minute', ('<o n="' || i || '"/>')::xml,
      ('{"n": ' || i || ', "n" : 1}')::json, NULL
    FROM generate_series(1, 30) i;
ALTER TABLE orders ADD COLUMN gone int, ADD COLUMN channel text NOT NULL DEFAULT 'shop';
ALTER TABLE orders DROP COLUMN gone;
ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL, ALTER COLUMN note SET STATISTICS 50,
  ALTER COLUMN ratio SET (n_distinct = -0.5);
ALTER TABLE orders SET (fillfactor = 80, autovacuum_enabled = false),
  SET (toast.autovacuum_enabled = false);
ALTER TABLE orders ADD CONSTRAINT later CHECK (net >= 0) NOT VALID;
ALTER TABLE orders REPLICA IDENTITY FULL;

CREATE TABLE line (
  order_id bigint NOT NULL,
  number smallint NOT NULL,
  item text,
  pieces int DEFAULT 1,
  PRIMARY KEY (order_id, number),
  FOREIGN KEY (order_id) REFERENCES orders ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
INSERT INTO line SELECT 4294967290 + i, n, 'SALT item ' || n, i * n
  FROM generate_series(1, 30) i, generate_series(1, 3) n;
CREATE TABLE line_archive (LIKE line INCLUDING ALL);
INSERT INTO line_archive SELECT order_id + 1000, number, item, pieces + 1 FROM line WHERE pieces < 40;

CREATE TABLE event (id bigserial, at date NOT NULL, what text, PRIMARY KEY (id, at))
  PARTITION BY RANGE (at);
CREATE TABLE event_2023 PARTITION OF event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE event_other PARTITION OF event DEFAULT;
CREATE INDEX event_what ON event (what);
INSERT INTO event (at, what) SELECT date '2023-11-01' + i * 7, 'SALT event ' || i
  FROM generate_series(1, 30) i;
CREATE TABLE kinds (kind text, n int) PARTITION BY LIST (kind);
CREATE TABLE kinds_ab PARTITION OF kinds FOR VALUES IN ('a', 'b');
CREATE TABLE kinds_null PARTITION OF kinds FOR VALUES IN (NULL);
INSERT INTO kinds VALUES ('a', 1), ('b', 2), (NULL, 3);
CREATE TABLE heir (extra int) INHERITS (line);
INSERT INTO heir (order_id, number, item, extra) VALUES (1, 1, 'SALT heir', 7);
CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value text);
INSERT INTO cache VALUES ('SALT', 'kept');
CREATE TABLE nothing ();
INSERT INTO nothing DEFAULT VALUES;
INSERT INTO nothing DEFAULT VALUES;
CREATE TABLE "Odd ""Names""" ("drydock's" int, "T" text, h int, "ROW" int);
INSERT INTO "Odd ""Names""" VALUES (1, 'back\slash	tab', 3, 4), (2, E'two\nlines', NULL, 5);
CREATE TABLE spans (s span, m int4multirange);
INSERT INTO spans VALUES ('[1.5,2.5)', '{[1,2),[5,9)}'), ('empty', '{}');
CREATE TABLE journal (id int, v bigint, script text);
INSERT INTO journal VALUES (1, 4294967297, 'V1'), (2, -5, 'V2'), (3, 5, 'V3');

CREATE INDEX orders_open ON orders (lower(note) text_pattern_ops DESC NULLS LAST) INCLUDE (net)
  WHERE stage IN ('open', 'paid');
CREATE UNIQUE INDEX customer_code ON customer (code, id);
CREATE INDEX customer_profile ON customer USING gin (profile jsonb_path_ops);
CREATE INDEX customer_sum ON customer ((id + 1));
ALTER INDEX customer_sum ALTER COLUMN 1 SET STATISTICS 99;
ALTER TABLE customer CLUSTER ON customer_code;
CREATE STATISTICS orders_together (dependencies, mcv) ON stage, note FROM orders;
ALTER STATISTICS orders_together SET STATISTICS 77;

CREATE VIEW open_orders WITH (security_barrier = true) AS
  SELECT o.id, c.name, o.net FROM orders o JOIN customer c ON c.id = o.customer_id
  WHERE o.stage = 'open';
CREATE VIEW plain AS SELECT id, note FROM orders WHERE note IN ('a', 'b') WITH LOCAL CHECK OPTION;
ALTER VIEW plain ALTER COLUMN note SET DEFAULT 'from the view';
CREATE MATERIALIZED VIEW per_customer AS
  SELECT customer_id, count(*) AS n, sum(net) AS net FROM orders GROUP BY 1;
CREATE UNIQUE INDEX per_customer_id ON per_customer (customer_id);
CREATE MATERIALIZED VIEW not_yet AS SELECT count(*) AS n FROM orders WITH NO DATA;

CREATE TRIGGER stamped BEFORE UPDATE ON orders FOR EACH ROW
  WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION stamp();
CREATE TRIGGER stamped BEFORE INSERT OR UPDATE OF name ON customer FOR EACH ROW
  EXECUTE FUNCTION stamp();
CREATE TRIGGER off AFTER DELETE ON orders FOR EACH STATEMENT EXECUTE FUNCTION stamp();
ALTER TABLE orders DISABLE TRIGGER off;
CREATE TRIGGER always AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE orders ENABLE ALWAYS TRIGGER always;
CREATE TRIGGER of_parts BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE CONSTRAINT TRIGGER checked AFTER UPDATE ON line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION stamp();
CREATE RULE keep AS ON DELETE TO orders WHERE OLD.id < 0 DO INSTEAD NOTHING;

ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON customer FOR SELECT TO READER USING (name <> 'x])');
CREATE POLICY of_all ON customer AS RESTRICTIVE TO WRITER, READER USING (active)
  WITH CHECK (rebate < 50);

CREATE TEXT SEARCH DICTIONARY plain_words (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION words (COPY = german);
ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR word WITH plain_words, german_stem;

GRANT SELECT, INSERT, UPDATE, DELETE ON customer, orders, line, event TO WRITER;
GRANT SELECT ON orders, open_orders TO READER WITH GRANT OPTION;
GRANT UPDATE (note, stage) ON orders TO READER;
GRANT USAGE ON SEQUENCE invoice_number TO WRITER;
GRANT USAGE ON TYPE address TO READER;
REVOKE USAGE ON TYPE address FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION whoami() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION whoami() TO WRITER;
ALTER DEFAULT PRIVILEGES IN SCHEMA SCHEMA_NAME GRANT SELECT ON TABLES TO READER;

COMMENT ON TABLE orders IS 'what was ordered';
COMMENT ON COLUMN orders.note IS 'what it''s about';
COMMENT ON CONSTRAINT named ON customer IS 'has a name';
COMMENT ON INDEX customer_code IS 'found by code';
COMMENT ON TRIGGER stamped ON orders IS 'when it changed';
COMMENT ON POLICY own ON customer IS 'who sees whom';
COMMENT ON RULE keep ON orders IS 'the negative ones';
COMMENT ON FUNCTION gross(numeric, numeric) IS 'with tax';
COMMENT ON TYPE stage IS 'how far';
COMMENT ON DOMAIN share IS 'in percent';
COMMENT ON SEQUENCE invoice_number IS 'of invoices';
COMMENT ON VIEW plain IS 'plain';
COMMENT ON STATISTICS orders_together IS 'together';
