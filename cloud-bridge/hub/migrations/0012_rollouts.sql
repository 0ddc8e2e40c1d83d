-- A release that goes to the gateways of a group step by step, and what each made of it.

create table rollouts (
  id text primary key check (id ~ '^[a-z0-9-]{1,32}$'),
  version text not null check (length(version) between 1 and 64),
  fleet_group text not null,
  steps text not null,
  stop_after integer not null check (stop_after between 1 and 1000000),
  settle_minutes integer not null check (settle_minutes between 1 and 10080),
  ordered_by text not null,
  key_id text not null,
  began_at timestamptz not null default now(),
  state text not null default 'running' check (state in ('running', 'stopped', 'done')),
  reason text,
  changed_at timestamptz not null default now(),
  driver uuid,
  driven_until timestamptz
);
comment on table rollouts is 'A release for a group, step by step. running: its driver sends, and says every few seconds that it still does; a minute after a kill, zhuhui-hub rollout resume goes on from here.';

-- Two at once would order two versions of one gateway.
create unique index rollouts_running on rollouts (fleet_group) where state = 'running';

create table rollout_gateways (
  rollout_id text not null references rollouts,
  gateway_id integer not null references gateways,
  place integer not null,
  step integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'ordered', 'runs', 'failed', 'offline')),
  -- When its turn came, and when it was told: noted before it is sent.
  due_at timestamptz,
  ordered_at timestamptz,
  answered boolean not null default false,
  why text,
  primary key (rollout_id, gateway_id),
  unique (rollout_id, place)
);
comment on table rollout_gateways is 'waiting: not told yet. ordered: told, and not settled. runs: it runs the version and has kept it. failed, offline: why says what happened; resume takes them up again.';

-- The operator sees what gateways say of releases, and no other record.
create view release_words as
select s.gateway_id, e.received, e.type, d.word ->> 'version' as version, d.word ->> 'outcome' as outcome, coalesce(d.word ->> 'ended', '') = 'true' as ended,
  d.word -> 'reason' ->> 'en' as reason
from events e join district_streams s using (stream_id) cross join lateral (select event_data(e.payload) as word) d
where e.type in ('release.settled', 'release.stalled');
comment on view release_words is 'What gateways have on record of releases: tried, kept, given up, or why one is not to be had.';

create index events_releases on events (type, received) where type in ('release.settled', 'release.stalled');
