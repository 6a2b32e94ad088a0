-- The projection of the events of upgrades, and what belongs to the people and receivers that follow them.

create table upgrade (
  id text primary key,
  release text not null,
  state text not null,
  reason text,
  actor text,
  started_by text,
  started_at timestamptz,
  ended_at timestamptz,
  tenants integer not null,
  sequence bigint not null,
  heard_at timestamptz not null default now()
);

create table wave (
  upgrade_id text not null,
  number integer not null,
  name text not null,
  tenants integer not null,
  state text not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (upgrade_id, number)
);

-- One row per tenant of an upgrade; cell is the letter that the heat-map shows.
create table tenant (
  upgrade_id text not null,
  tenant_id text not null,
  wave integer not null,
  pass integer not null,
  state text not null,
  step text,
  attempt integer not null,
  cell char(1) not null,
  failure_code text,
  failure_subject text,
  failure_line integer not null default 0,
  failure_sql_state text,
  failure_count bigint not null default 0,
  failure_advice text,
  failed_step text,
  backup_bytes bigint not null default 0,
  backup_proven boolean not null default false,
  worked_ms bigint not null default 0,
  sequence bigint not null,
  since timestamptz,
  primary key (upgrade_id, tenant_id)
);
create index tenant_by_cell on tenant (upgrade_id, wave, tenant_id collate "C") include (cell);
create index tenant_failed on tenant (upgrade_id, failure_code) where failure_code is not null;

-- Every event once, by its CloudEvents identity and by its place in the tenant's sequence.
create table event (
  position bigint primary key,
  upgrade_id text not null,
  tenant_id text not null,
  sequence bigint not null,
  source text not null,
  ce_id text not null,
  type text not null,
  at timestamptz not null,
  body text not null,
  unique (ce_id, source),
  unique (upgrade_id, tenant_id, sequence)
);
create index event_by_upgrade on event (upgrade_id, position);

-- One row: the log's last position and where the ledger is read next. Its lock orders the writers.
create table log_cursor (
  id integer primary key check (id = 1),
  log_position bigint not null,
  ledger_position bigint not null
);
insert into log_cursor values (1, 0, 0);

create table session (
  id_hash text primary key,
  token_box text not null,
  expires_at timestamptz not null
);

create table webhook (
  id uuid primary key,
  url text not null,
  types text[] not null,
  sealed_secret text,
  secret_reference text,
  state text not null,
  reason text,
  created_by text not null,
  created_at timestamptz not null,
  check ((sealed_secret is null) <> (secret_reference is null))
);

create table delivery (
  id bigint generated always as identity primary key,
  webhook_id uuid not null references webhook on delete cascade,
  position bigint,
  lane text not null,
  message_id text not null,
  type text not null,
  body text,
  state text not null,
  attempt integer not null default 0,
  last_status integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  retry_from timestamptz not null,
  next_at timestamptz,
  lease_until timestamptz,
  delivered_at timestamptz
);
create index delivery_due on delivery (next_at) where state = 'PENDING';
create index delivery_lane on delivery (webhook_id, lane, id) where state = 'PENDING';
create index delivery_by_webhook on delivery (webhook_id, id);
