-- What stands of each alarm, kept as records come, so that what is open is read without reading every alarm there ever was. By a trigger at the end of the
-- transaction: then it holds whichever receiver stores, also one of before this file, and a receiver has its streams locked already and waits for none in a circle.

create table alarms (
  gateway_id integer not null references gateways,
  family text not null,
  -- The alarm's id, the door, the device; of what has no end the record itself.
  key text not null,
  -- The record that raised it, or of a place the one that said something last.
  stream_id integer not null,
  seq bigint not null,
  type text not null,
  kind text,
  place text not null,
  zone text,
  at timestamptz not null,
  -- at, or where that is no time, when it came.
  since timestamptz not null,
  raised boolean not null,
  ended boolean not null,
  acknowledged_by text,
  primary key (gateway_id, family, key)
) with (fillfactor = 80);
comment on table alarms is 'What stands of each alarm. One of a camera is over with its end, in whatever order the two come; of a door, a lock, a box or fire what was said last counts, by the journal''s order; what has no end stands for a day.';
create index alarms_open on alarms (gateway_id) where raised and not ended and family <> 'day';
create index alarms_of_a_day on alarms (since) where family = 'day';

-- Which types these are, and what they are to each other. A later file that knows more makes these three anew and calls fold_alarms().
create function is_alarm(type text) returns boolean language sql immutable parallel safe as $$
  select type in ('alarm.raised', 'alarm.ended', 'alarm.acknowledged', 'door.forced', 'door.held-open', 'door.secured', 'door.lock-fault', 'door.not-locked',
    'door.lock-restored', 'door.release-failed', 'door.release-restored', 'device.tampered', 'device.tamper-cleared', 'fire.released', 'fire.reset',
    'input.line-fault', 'credential.duress', 'credential.pin-locked-out', 'credential.lost-card-shown')
$$;
create function alarm_family(type text) returns text language sql immutable parallel safe as $$
  select case
    when type in ('alarm.raised', 'alarm.ended', 'alarm.acknowledged') then 'alarm'
    when type in ('credential.duress', 'credential.pin-locked-out', 'credential.lost-card-shown', 'input.line-fault') then 'day'
    when type in ('door.forced', 'door.held-open', 'door.secured') then 'door'
    when type in ('door.lock-fault', 'door.not-locked', 'door.lock-restored') then 'lock'
    when type in ('door.release-failed', 'door.release-restored') then 'release'
    when type like 'device.%' then 'device'
    else 'fire'
  end
$$;
create function alarm_raises(type text) returns boolean language sql immutable parallel safe as $$
  select type in ('door.forced', 'door.held-open', 'door.lock-fault', 'door.not-locked', 'door.release-failed', 'device.tampered', 'fire.released')
$$;

create function note_alarm() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own integer := (select gateway_id from streams where id = new.stream_id);
  data jsonb := event_data(new.payload);
  since timestamptz := case when isfinite(new.at) then new.at else new.received end;
begin
  case
    when new.type = 'alarm.raised' then
      insert into alarms values (own, 'alarm', coalesce(new.about, new.stream_id || '/' || new.seq), new.stream_id, new.seq, new.type, left(data ->> 'kind', 200),
        left(coalesce(data ->> 'camera', ''), 200), left(data ->> 'zone', 200), new.at, since, true, false)
      on conflict (gateway_id, family, key) do update set stream_id = excluded.stream_id, seq = excluded.seq, type = excluded.type, kind = excluded.kind,
        place = excluded.place, zone = excluded.zone, at = excluded.at, since = excluded.since, raised = true;
    when new.type = 'alarm.ended' then
      insert into alarms values (own, 'alarm', coalesce(new.about, ''), new.stream_id, new.seq, new.type, null, '', null, new.at, since, false, true)
      on conflict (gateway_id, family, key) do update set ended = true;
    when new.type = 'alarm.acknowledged' then
      insert into alarms values (own, 'alarm', coalesce(new.about, ''), new.stream_id, new.seq, new.type, null, '', null, new.at, since, false, false,
        left(data ->> 'operator', 200))
      on conflict (gateway_id, family, key) do update set acknowledged_by = coalesce(alarms.acknowledged_by, excluded.acknowledged_by);
    when alarm_family(new.type) = 'day' then
      insert into alarms values (own, 'day', new.stream_id || '/' || new.seq, new.stream_id, new.seq, new.type, null, coalesce(new.door, ''), null, new.at, since,
        true, false)
      on conflict do nothing;
    else
      insert into alarms values (own, alarm_family(new.type), coalesce(new.door, new.about, ''), new.stream_id, new.seq, new.type, null,
        coalesce(new.door, new.about, ''), null, new.at, since, alarm_raises(new.type), not alarm_raises(new.type))
      on conflict (gateway_id, family, key) do update set stream_id = excluded.stream_id, seq = excluded.seq, type = excluded.type, at = excluded.at,
        since = excluded.since, raised = excluded.raised, ended = excluded.ended
      where (alarms.stream_id, alarms.seq) < (excluded.stream_id, excluded.seq);
  end case;
  return null;
end
$$;
revoke all on function note_alarm() from public;

create constraint trigger events_note_alarm after insert on events deferrable initially deferred for each row
when (is_alarm(new.type)) execute function note_alarm();

-- What is there already: all alarms of cameras and the last of every place, as the trigger would have made them.
create function fold_alarms() returns void language sql set search_path = public, pg_temp as $$
  lock table events in share row exclusive mode;
  truncate alarms;

  insert into alarms
  select gateway_id, 'alarm', key, (latest).stream_id, (latest).seq, (latest).type, kind, coalesce(camera, ''), zone, (latest).at,
    case when isfinite((latest).at) then (latest).at else (latest).received end, raised, ended, operator
  from (
    select s.gateway_id, coalesce(e.about, case when e.type = 'alarm.raised' then e.stream_id || '/' || e.seq else '' end) as key,
      (array_agg(e order by e.type = 'alarm.raised' desc, e.stream_id desc, e.seq desc))[1] as latest,
      left(max(event_data(e.payload) ->> 'kind') filter (where e.type = 'alarm.raised'), 200) as kind,
      left(max(event_data(e.payload) ->> 'camera') filter (where e.type = 'alarm.raised'), 200) as camera,
      left(max(event_data(e.payload) ->> 'zone') filter (where e.type = 'alarm.raised'), 200) as zone,
      bool_or(e.type = 'alarm.raised') as raised, bool_or(e.type = 'alarm.ended') as ended,
      (array_agg(left(event_data(e.payload) ->> 'operator', 200) order by e.at) filter (where e.type = 'alarm.acknowledged'))[1] as operator
    from events e join streams s on s.id = e.stream_id
    where e.type in ('alarm.raised', 'alarm.ended', 'alarm.acknowledged')
    group by 1, 2) folded;

  insert into alarms
  select distinct on (s.gateway_id, alarm_family(e.type), coalesce(e.door, e.about, '')) s.gateway_id, alarm_family(e.type), coalesce(e.door, e.about, ''),
    e.stream_id, e.seq, e.type, null, coalesce(e.door, e.about, ''), null, e.at, case when isfinite(e.at) then e.at else e.received end,
    alarm_raises(e.type), not alarm_raises(e.type)
  from events e join streams s on s.id = e.stream_id
  where is_alarm(e.type) and alarm_family(e.type) not in ('alarm', 'day')
  order by s.gateway_id, alarm_family(e.type), coalesce(e.door, e.about, ''), e.stream_id desc, e.seq desc;

  insert into alarms
  select s.gateway_id, 'day', e.stream_id || '/' || e.seq, e.stream_id, e.seq, e.type, null, coalesce(e.door, ''), null, e.at,
    case when isfinite(e.at) then e.at else e.received end, true, false
  from events e join streams s on s.id = e.stream_id
  where is_alarm(e.type) and alarm_family(e.type) = 'day' and e.received > now() - interval '2 days';
$$;
revoke all on function fold_alarms() from public;
select fold_alarms();

create or replace view open_alarms as
select g.district, g.compound, g.gateway, a.type, case a.family when 'alarm' then a.kind else a.family end as kind, a.place, a.zone, a.since as raised_at,
  a.acknowledged_by
from alarms a join gateways g on g.id = a.gateway_id
where a.raised and not a.ended and a.family <> 'day'
union all
-- What has no end of its own stands for a day.
select g.district, g.compound, g.gateway, a.type, null, a.place, null, a.since, null
from alarms a join gateways g on g.id = a.gateway_id
where a.family = 'day' and a.since > now() - interval '1 day'
union all
-- The hub's own.
select s.district, s.compound, s.gateway, 'hub.' || a.kind, null, s.stream, a.first || '-' || a.last, a.raised_at, null
from hub_alarms a join district_streams s using (stream_id)
where a.ended_at is null;
comment on view open_alarms is 'Alarms without an end, the hub''s own among them. raised_at is when it came where the record''s time is none.';
drop view alarm_edges;
create index hub_alarms_open on hub_alarms (stream_id) where ended_at is null;
