-- Plans whose tenants are asked; kept for a day.

create table plan (
  id               text primary key,
  release          text        not null, -- name:version
  waves            text        not null,
  concurrency      int         not null,
  host_concurrency int         not null,
  failure_budget   text        not null,
  created_by       text        not null,
  created_at       timestamptz not null,
  heard_at         timestamptz not null, -- when a tenant answered last
  ask_again_at     timestamptz not null,
  times_asked      int         not null
);
create index plan_age on plan (created_at);

create table plan_tenant (
  plan_id   text not null references plan on delete cascade,
  tenant_id text not null,
  state     text not null check (state in ('WAITING', 'TO_UPGRADE', 'ALREADY_THERE', 'REFUSED')),
  finding   jsonb not null,
  primary key (plan_id, tenant_id)
);
create index plan_tenant_waiting on plan_tenant (plan_id) where state = 'WAITING';
