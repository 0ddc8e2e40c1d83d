-- What the gateways sent, byte for byte, and what is known of it.

create table gateways (
  id integer generated always as identity primary key,
  district text not null,
  compound text not null,
  gateway text not null,
  first_seen timestamptz not null default now(),
  -- From its retained status; null until it has published one.
  online boolean,
  status_at timestamptz,
  boot uuid,
  session uuid,
  contract text,
  software text,
  promise text,
  reason text,
  streams jsonb,
  unique (district, compound, gateway)
);
comment on table gateways is 'Every gateway that was ever heard. A last will counts only when its boot and session are those of the last birth.';

create table streams (
  id integer generated always as identity primary key,
  gateway_id integer not null references gateways,
  ledger uuid not null,
  stream text not null,
  received bigint not null default 0,
  duplicates bigint not null default 0,
  conflicts bigint not null default 0,
  last_received timestamptz,
  unique (gateway_id, ledger, stream)
) with (fillfactor = 50);
comment on table streams is 'One row a numbered stream of a journal. Its row is locked while a batch of it is stored: that is what keeps a number from being stored twice.';

create table runs (
  stream_id integer not null references streams,
  first bigint not null,
  last bigint not null check (last >= first),
  prev bytea not null,
  hash bytea not null,
  primary key (stream_id, first)
) with (fillfactor = 50);
comment on table runs is 'Which numbers of a stream are stored: one row a run without a gap, with the prev of its first record and the SHA-256 of its last. Rows of events are not asked.';

-- The unique key of a partitioned table must hold the day. A record that is sent again has the same time in it, so the key stops it; another record under the
-- same number and of another day is stopped by runs.
create table events (
  stream_id integer not null,
  seq bigint not null,
  at timestamptz not null,
  received timestamptz not null,
  type text not null,
  door text,
  side text,
  about text,
  payload bytea not null,
  primary key (stream_id, seq, at)
) partition by range (at);
comment on table events is 'The records. door, side and about (an alarm or a device) are what the views ask for; all else is in payload. at is -infinity where the record''s time is none.';

create table events_default partition of events default;

create index events_passages on events (at) include (stream_id, door, side) where type = 'passage.completed';
create index events_alarms on events (type, at) where type in (
  'alarm.raised', 'alarm.ended', 'alarm.acknowledged', 'door.forced', 'door.held-open', 'door.secured', 'door.lock-fault', 'door.not-locked', 'door.lock-restored',
  'device.tampered', 'device.tamper-cleared', 'fire.released', 'fire.reset', 'input.line-fault', 'credential.duress', 'credential.pin-locked-out',
  'credential.lost-card-shown');

create table dropped (
  stream_id integer not null references streams,
  first bigint not null,
  last bigint not null check (last >= first),
  count bigint,
  reason text,
  noted timestamptz not null,
  primary key (stream_id, first, last)
);
comment on table dropped is 'Numbers of which the gateway itself said that it no longer has them: where they are not stored, they are no gap.';

create table refused (
  hash bytea primary key,
  topic text not null,
  reason text not null,
  received timestamptz not null,
  times bigint not null,
  payload bytea not null
);
comment on table refused is 'Messages that were no records, or bore the number of another one. Nothing that came is thrown away.';

create table hub_alarms (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('chain', 'gap')),
  stream_id integer not null references streams,
  first bigint not null,
  last bigint not null,
  raised_at timestamptz not null,
  ended_at timestamptz
);
create unique index hub_alarms_chain on hub_alarms (stream_id, first) where kind = 'chain';
comment on table hub_alarms is 'What the hub itself raises: a record whose prev is not the hash of its predecessor (stands until somebody sets ended_at), a gap that stays (ends when it is filled).';

create table gaps (
  stream_id integer not null references streams,
  first bigint not null,
  last bigint not null,
  since timestamptz not null,
  seen timestamptz not null,
  primary key (stream_id, first)
);
comment on table gaps is 'Gaps as last looked at, and since when they are there.';

create view missing as
select g.stream_id, lower(part) as first, upper(part) - 1 as last
from (select stream_id, lag(last, 1, 0::bigint) over (partition by stream_id order by first) + 1 as first, first - 1 as last from runs) g
cross join lateral (select coalesce(range_agg(int8range(d.first, d.last, '[]')), '{}'::int8multirange) as ranges from dropped d where d.stream_id = g.stream_id) gone
cross join lateral unnest(int8multirange(int8range(g.first, g.last, '[]')) - gone.ranges) part
where g.first <= g.last;
comment on view missing is 'Numbers from 1 to a stream''s last that are neither stored nor said to be gone.';

-- The receivers may call this and no more: they own nothing and drop nothing.
create function make_partition(day date) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  name text := 'events_' || to_char(day, 'YYYY_MM_DD');
  since timestamptz := day::timestamp at time zone 'UTC';
  until timestamptz := (day + 1)::timestamp at time zone 'UTC';
begin
  if to_regclass('public.' || name) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtext('zhuhui-hub partitions'));
  -- Asked of the catalog itself: to_regclass may still remember that there was none before the wait.
  if exists (select from pg_class where relname = name and relnamespace = 'public'::regnamespace) then
    return false;
  end if;
  execute format('create table %I (like events including defaults including constraints including comments)', name);
  -- Records of that day that came before it had a place of its own.
  if exists (select from events_default where at >= since and at < until) then
    lock table events_default in access exclusive mode;
    execute format('with moved as (delete from events_default where at >= $1 and at < $2 returning *) insert into %I select * from moved', name) using since, until;
  end if;
  execute format('alter table events attach partition %I for values from (%L) to (%L)', name, since, until);
  return true;
end
$$;
revoke all on function make_partition(date) from public;
