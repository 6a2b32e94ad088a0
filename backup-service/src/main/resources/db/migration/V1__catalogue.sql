-- What the manifests in the object store say, made searchable, and how far each can be trusted.
create table backup (
  id         text        primary key,
  position   bigint      generated always as identity unique,
  tenant     text        not null,
  upgrade    text,
  token      bigint      not null check (token >= 0),
  server     text        not null,
  archive    text        not null,
  taken_at   timestamptz not null,
  manifest   text        not null,
  state      text        not null check (state in ('STORED', 'PROVEN', 'CORRUPT', 'PRUNED')),
  proven_at  timestamptz,
  checked_at timestamptz,
  failure    text,
  removed    boolean     not null default false,
  version    bigint      not null default 0,
  check (state <> 'PROVEN' or proven_at is not null)
);

create index backup_by_tenant on backup (tenant, position desc);
create index backup_by_upgrade on backup (upgrade, position desc);
create index backup_by_age on backup (taken_at) where state <> 'PRUNED';
create index backup_not_removed on backup (position) where state = 'PRUNED' and not removed;
