-- Tables of libraries/messaging; every service has them in its own database.

-- Messages to send. A row is there from the commit that caused it until the broker acknowledged it.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slot smallint NOT NULL,
  topic text NOT NULL,
  record_key bytea,
  headers bytea NOT NULL,
  payload bytea,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- set when the broker refuses the record for good; such a row stays for a person to look at
  refused text
);
-- Rows come and go all the time: keep the dead ones from piling up.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

-- The relays that are alive, to share the slots out.
CREATE TABLE relay_member (
  holder text PRIMARY KEY,
  seen_until timestamptz NOT NULL
);

-- Who may send the messages of a slot (hash of the tenant), and until when.
CREATE TABLE relay_lease (
  slot smallint PRIMARY KEY,
  holder text,
  held_until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO relay_lease (slot) SELECT generate_series(0, 15);

-- The messages that were handled.
CREATE TABLE inbox (
  message_id text PRIMARY KEY,
  admitted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_admitted_at ON inbox (admitted_at);

-- The highest token seen per tenant.
CREATE TABLE work_token (
  tenant text PRIMARY KEY,
  token bigint NOT NULL
);

-- Accepted commands, each with its lease and, once finished, its outcome.
CREATE TABLE work_item (
  message_id text PRIMARY KEY,
  tenant text NOT NULL,
  token bigint NOT NULL,
  type text NOT NULL,
  server text NOT NULL,
  headers bytea NOT NULL,
  payload bytea NOT NULL,
  state text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED')),
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  available_at timestamptz NOT NULL DEFAULT now(),
  attempt integer NOT NULL DEFAULT 0,
  takeovers integer NOT NULL DEFAULT 0,
  -- names one execution; claims are bound to it
  execution text,
  -- the replica that executes
  holder text,
  lease_until timestamptz,
  finished_at timestamptz,
  outcome_headers bytea,
  outcome_payload bytea,
  CHECK ((state = 'RUNNING') = (execution IS NOT NULL)),
  CHECK ((state = 'RUNNING') = (lease_until IS NOT NULL)),
  CHECK ((state = 'FINISHED') = (outcome_headers IS NOT NULL))
);
CREATE INDEX work_item_queued ON work_item (queued_at) WHERE state = 'QUEUED';
CREATE INDEX work_item_running ON work_item (lease_until) WHERE state = 'RUNNING';
CREATE INDEX work_item_finished ON work_item (finished_at) WHERE state = 'FINISHED';
