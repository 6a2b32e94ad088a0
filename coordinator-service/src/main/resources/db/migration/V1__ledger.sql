-- The ledger: what was decided. Kafka only wakes the others up.

create table upgrade (
  id               text primary key,
  release          text        not null, -- ReleaseReference as JSON
  coordinates      text        not null,
  selector         text        not null,
  waves            text        not null,
  concurrency      int         not null check (concurrency > 0),
  host_concurrency int         not null check (host_concurrency > 0),
  failure_budget   text        not null,
  state            text        not null,
  reason           text,
  targets          int         not null,
  forgiven         int         not null default 0,
  created_by       text        not null,
  created_at       timestamptz not null,
  started_at       timestamptz,
  ended_at         timestamptz,
  event_sequence   bigint      not null default 0,
  digest_due       boolean     not null default false,
  version          int         not null
);
create index upgrade_active on upgrade (id) where state in ('RUNNING', 'PAUSED', 'ABORTING');
create index upgrade_digest_due on upgrade (id) where digest_due;

create table upgrade_wave (
  upgrade_id text not null references upgrade,
  number     int  not null,
  name       text not null,
  tenants    int  not null,
  started_at timestamptz,
  ended_at   timestamptz,
  primary key (upgrade_id, number)
);

-- Only backups that were proven stand here: restored into a scratch database and found equal.
create table backup (
  id          text        not null,
  upgrade_id  text        not null references upgrade,
  tenant_id   text        not null,
  pass        int         not null,
  token       bigint      not null,
  sha256      text        not null,
  size_bytes  bigint      not null,
  taken_at    timestamptz not null,
  proven_at   timestamptz not null,
  primary key (upgrade_id, tenant_id, pass, id)
);
create index backup_by_id on backup (id);

create table tenant_upgrade (
  upgrade_id     text        not null references upgrade,
  tenant_id      text        not null,
  wave           int         not null,
  pass           int         not null,
  host           text        not null,
  target         text        not null, -- TenantTarget as JSON, frozen for this pass
  state          text        not null,
  token          bigint      not null,
  attempt        int         not null,
  step           text,
  payload        text        not null, -- what the state knows, as JSON
  proven_backup  text,
  spends_budget  boolean     not null default false,
  in_flight      boolean     not null default false,
  occupied       boolean     not null default true, -- one tenant is never in two upgrades at once
  since          timestamptz not null,
  wake_at        timestamptz,
  alive_at       timestamptz,
  sends          int         not null default 0,
  sequence       bigint      not null default 0,
  chain_head     text        not null,
  version        int         not null,
  primary key (upgrade_id, tenant_id),
  -- The promise, once more: nobody is migrated without a proven backup of this very pass.
  constraint migrating_needs_proven_backup check (
    proven_backup is not null or state not in ('MIGRATING', 'INSPECTING', 'VERIFYING', 'RESTORING', 'PROVING_RESTORE', 'RELEASING_RESTORED', 'RESTORED')),
  constraint proven_in_this_pass foreign key (upgrade_id, tenant_id, pass, proven_backup)
    references backup (upgrade_id, tenant_id, pass, id) deferrable initially immediate
) with (fillfactor = 70);
create unique index tenant_in_one_upgrade on tenant_upgrade (tenant_id) where occupied;
create index tenant_upgrade_by_tenant on tenant_upgrade (tenant_id);
create index tenant_upgrade_wake on tenant_upgrade (wake_at) where wake_at is not null;
create index tenant_upgrade_counts on tenant_upgrade (upgrade_id, wave, state);
create index tenant_upgrade_in_flight on tenant_upgrade (host) where in_flight;

-- The highest token that a tenant has ever had, over all upgrades. It never goes down.
create table tenant_token (
  tenant_id text   primary key,
  token     bigint not null
);

-- Append-only; each row's hash covers the one before. `body` is exactly what was hashed.
create table transition (
  upgrade_id text   not null,
  tenant_id  text   not null,
  sequence   bigint not null,
  prev_hash  text   not null,
  hash       text   not null,
  body       text   not null,
  primary key (upgrade_id, tenant_id, sequence)
);

create table claim (
  upgrade_id   text        not null,
  tenant_id    text        not null,
  token        bigint      not null,
  step         text        not null,
  execution_id text        not null,
  claimed_at   timestamptz not null,
  primary key (upgrade_id, tenant_id, token)
);

-- Events as everyone sees them. `position` is given after the commit, in one place at a time, so
-- that it has no gap and never appears late (docs/adr/0008-event-positions.md).
create table event (
  serial     bigint generated always as identity primary key,
  id         text        not null unique,
  type       text        not null,
  upgrade_id text        not null,
  tenant_id  text        not null,
  token      bigint      not null,
  sequence   bigint      not null,
  time       timestamptz not null,
  data       text        not null,
  position   bigint unique
);
create index event_unplaced on event (serial) where position is null;
create index event_by_upgrade on event (upgrade_id, position);

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create trigger transition_append_only before update or delete on transition
  for each row execute function ledger_is_append_only();
create trigger backup_append_only before update or delete on backup
  for each row execute function ledger_is_append_only();

create function event_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.position is null and new.data = old.data and new.id = old.id then
    return new;
  end if;
  raise exception 'the ledger is append-only';
end $$;
create trigger event_append_only before update or delete on event
  for each row execute function event_is_append_only();

create function token_never_goes_down() returns trigger language plpgsql as $$
begin
  if new.token < old.token then
    raise exception 'a token never goes down';
  end if;
  return new;
end $$;
create trigger tenant_token_rises before update on tenant_token
  for each row execute function token_never_goes_down();
