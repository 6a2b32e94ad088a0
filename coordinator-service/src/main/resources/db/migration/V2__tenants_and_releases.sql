-- The fleet's register, the releases, and answers to requests that may be sent again.

create table tenant (
  id                 text primary key,
  engine             text not null,
  host               text not null,
  port               int  not null check (port between 1 and 65535),
  database_name      text not null,
  schema_name        text,
  credential         text not null, -- a reference (env:NAME, file:/path), never a secret
  writer_roles       jsonb not null,
  labels             jsonb not null,
  ring               text,
  time_zone          text,
  maintenance_window text
);
-- Two tenants never share a database or a schema; that a whole database and one of its schemas are not
-- two tenants either is seen to by the import, which holds a lock.
create unique index tenant_place on tenant (host, port, database_name, coalesce(schema_name, ''));
create index tenant_labels on tenant using gin (labels);

-- What preflights and upgrades have learned.
create table tenant_standing (
  tenant_id      text primary key references tenant,
  release        text,
  schema_version text,
  size_bytes     bigint      not null,
  seen_at        timestamptz not null
);

create table release (
  name              text not null,
  version           text not null,
  from_versions     jsonb not null,
  schema_version    text not null,
  bundle_sha256     text not null check (bundle_sha256 ~ '^[0-9a-f]{64}$'),
  bundle_size_bytes bigint not null,
  migrations        jsonb not null,
  assertions        jsonb not null,
  created_by        text not null,
  created_at        timestamptz not null,
  primary key (name, version)
);
create function release_never_changes() returns trigger language plpgsql as
  $$ begin raise exception 'a release never changes'; end $$;
create trigger release_never_changes before update on release
  for each row execute function release_never_changes();

create table idempotency_key (
  caller         text        not null,
  key            text        not null,
  request_sha256 text        not null,
  reserved_at    timestamptz not null,
  status         int,
  location       text,
  body           text,
  primary key (caller, key)
);
create index idempotency_key_age on idempotency_key (reserved_at);
