-- What a tenant in flight waits out: while it does, admission spares the server, or everyone.
alter table tenant_upgrade
  add column outage_place text,
  add column outage_code  text,
  add column outage_since timestamptz,
  add column outage_tries int not null default 0,
  add constraint outage_is_whole check (
    (outage_place is null) = (outage_code is null)
    and (outage_place is null) = (outage_since is null)
    and (outage_place is null) = (outage_tries = 0));
