-- A webhook that fails is paused as a whole: one dead receiver costs one attempt at a time.
alter table webhook
  add column failures integer not null default 0,
  add column paused_until timestamptz;
create index delivery_leased on delivery (webhook_id) where state = 'PENDING' and lease_until is not null;
