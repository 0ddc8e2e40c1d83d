-- Alarms that are no camera's are what the gateway's own list has: one a family and place, whatever it is of, with the name of who saw to it. What has no end of
-- its own stands until somebody did, and no longer for a day. All of it is made of what was said last of each thing, so that records may come in any order.

alter table alarms
  add bar bigint[],
  add last_end bigint[],
  add last_seen_to bigint[],
  add seen_to_by text;
comment on table alarms is 'What stands of each alarm. One of a camera is over with its end, in whatever order the two come. Of a door, a lock, a box, fire and all else there is one a family and place, as the gateway''s alarm.seen-to names it: what began last by the journal''s order, the last end, and the last time somebody saw to it, each {stream, seq}. What has no end of its own is over when somebody saw to it. Of a place where nothing began (not raised) the record is what was said last.';
comment on column alarms.bar is 'Before what began last: the last end, or the last that began of another type, whichever is later. What came before that counts for nothing.';
comment on column alarms.acknowledged_by is 'Who saw to it, of what began last. What goes on and begins once more of the same type keeps the name.';
drop index alarms_open;
drop index alarms_of_a_day;

-- What goes on and begins once more keeps the name, and whether it went on is known only when all that lies between has come.
create table alarm_marks (
  gateway_id integer not null references gateways,
  family text not null,
  key text not null,
  ends boolean not null,
  pos bigint[] not null,
  primary key (gateway_id, family, key, ends, pos)
);
comment on table alarm_marks is 'What began and ended of an alarm behind its bar, {stream, seq}: an end that comes after what began last; what began of the type that did so last, and of those before the last alarm.seen-to the latest.';

-- Which types these are, and what they are to each other; as AlarmSign in the gateway. A later file that knows more makes these three anew and calls fold_alarms().
create function alarm_edge(type text) returns text language sql immutable parallel safe as $$
  select case
    when type in ('door.forced', 'door.held-open', 'door.lock-fault', 'door.not-locked', 'door.release-failed', 'device.tampered', 'fire.released',
      'storage.filling', 'clock.doubted') then 'begins'
    when type in ('input.line-fault', 'credential.duress', 'credential.pin-locked-out', 'credential.lost-card-shown', 'registry.restored') then 'happens'
    when type in ('door.secured', 'door.lock-restored', 'door.release-restored', 'device.tamper-cleared', 'fire.reset', 'storage.relieved', 'clock.trusted',
      'alarm.lapsed') then 'ends'
    when type = 'alarm.seen-to' then 'seen-to'
  end
$$;
comment on function alarm_edge(text) is 'What a record does to an alarm that is no camera''s: begins, happens (is over as it happens), ends, seen-to. Null for all others.';
create function alarm_name(type text, door text, about text, payload bytea) returns text language sql immutable parallel safe as $$
  select case
    when type in ('door.forced', 'door.held-open', 'door.secured') then 'door/' || coalesce(door, '')
    when type in ('door.lock-fault', 'door.not-locked', 'door.lock-restored') then 'lock/' || coalesce(door, '')
    when type in ('door.release-failed', 'door.release-restored') then 'release/' || coalesce(door, '')
    when type in ('device.tampered', 'device.tamper-cleared') then 'device/' || coalesce(about, '')
    when type in ('fire.released', 'fire.reset') then 'fire'
    when type in ('storage.filling', 'storage.relieved') then 'storage/' || left(coalesce(event_data(payload) ->> 'place', ''), 200)
    when type in ('clock.doubted', 'clock.trusted') then 'clock'
    when type = 'input.line-fault' then 'input/' || coalesce(door, '')
    when type = 'credential.duress' then 'duress/' || coalesce(door, '')
    when type = 'credential.pin-locked-out' then 'pin-lockout/' || coalesce(door, '')
    when type = 'credential.lost-card-shown' then 'lost-card/' || coalesce(door, '')
    when type = 'registry.restored' then 'registry'
    -- These two name it themselves; a camera's alarm is not theirs.
    when type in ('alarm.seen-to', 'alarm.lapsed') and split_part(about, '/', 1) <> 'alarm' then about
  end
$$;
comment on function alarm_name(text, text, text, bytea) is 'Family and place of an alarm that is no camera''s, as the gateway names it. Null for all others.';
create or replace function is_alarm(type text) returns boolean language sql immutable parallel safe as $$
  select type in ('alarm.raised', 'alarm.ended', 'alarm.acknowledged', 'alarm.seen-to', 'alarm.lapsed', 'door.forced', 'door.held-open', 'door.secured',
    'door.lock-fault', 'door.not-locked', 'door.lock-restored', 'door.release-failed', 'door.release-restored', 'device.tampered', 'device.tamper-cleared',
    'fire.released', 'fire.reset', 'storage.filling', 'storage.relieved', 'clock.doubted', 'clock.trusted', 'input.line-fault', 'credential.duress',
    'credential.pin-locked-out', 'credential.lost-card-shown', 'registry.restored')
$$;

create or replace function note_alarm() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own integer := (select gateway_id from streams where id = new.stream_id);
  data jsonb := event_data(new.payload);
  since timestamptz := case when isfinite(new.at) then new.at else new.received end;
  edge text := alarm_edge(new.type);
  name text := alarm_name(new.type, new.door, new.about, new.payload);
  begins boolean := edge in ('begins', 'happens');
  pos bigint[] := array[new.stream_id, new.seq];
  a alarms;
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
    when name is not null then
      insert into alarms values (own, split_part(name, '/', 1), substr(name, length(split_part(name, '/', 1)) + 2), new.stream_id, new.seq, new.type, null,
        substr(name, length(split_part(name, '/', 1)) + 2), null, new.at, since, false, false)
      on conflict do nothing;
      select * into a from alarms
      where gateway_id = own and family = split_part(name, '/', 1) and key = substr(name, length(split_part(name, '/', 1)) + 2) for update;

      case
        when edge = 'ends' then
          a.last_end := greatest(a.last_end, pos);
          if a.bar is null or a.bar < pos then
            insert into alarm_marks values (own, a.family, a.key, true, pos);
          end if;
        when edge = 'seen-to' and (a.last_seen_to is null or a.last_seen_to < pos) then
          a.last_seen_to := pos;
          a.seen_to_by := left(data ->> 'operator', 200);
        when begins and a.raised and a.type <> new.type then
          a.bar := greatest(a.bar, least(pos, array[a.stream_id, a.seq]));
        else
      end case;
      if begins > a.raised or (begins = a.raised and array[a.stream_id, a.seq] < pos) then
        a.stream_id := new.stream_id;
        a.seq := new.seq;
        a.type := new.type;
        a.at := new.at;
        a.since := since;
        a.raised := begins;
      end if;

      if a.raised then
        a.bar := greatest(a.bar, (select max(m.pos) from alarm_marks m
          where m.gateway_id = own and m.family = a.family and m.key = a.key and m.ends and m.pos < array[a.stream_id, a.seq]));
      end if;
      if edge = 'begins' and a.type = new.type and (a.bar is null or a.bar < pos) then
        insert into alarm_marks values (own, a.family, a.key, false, pos);
      end if;
      -- bar || 0 is just behind the bar.
      delete from alarm_marks m where m.gateway_id = own and m.family = a.family and m.key = a.key and m.ends and m.pos < a.bar || 0::bigint;
      delete from alarm_marks m where m.gateway_id = own and m.family = a.family and m.key = a.key and not m.ends and m.pos < greatest(a.bar || 0::bigint,
        (select max(x.pos) from alarm_marks x
          where x.gateway_id = own and x.family = a.family and x.key = a.key and not x.ends and x.pos < a.last_seen_to));

      update alarms set stream_id = a.stream_id, seq = a.seq, type = a.type, at = a.at, since = a.since, raised = a.raised, bar = a.bar,
        last_end = a.last_end, last_seen_to = a.last_seen_to, seen_to_by = a.seen_to_by,
        ended = coalesce(array[a.stream_id, a.seq] <= case alarm_edge(a.type) when 'happens' then a.last_seen_to else a.last_end end, false),
        acknowledged_by = case when a.raised and (array[a.stream_id, a.seq] < a.last_seen_to or exists (select from alarm_marks m
          where m.gateway_id = own and m.family = a.family and m.key = a.key and not m.ends and m.pos < a.last_seen_to)) then a.seen_to_by end
      where gateway_id = own and family = a.family and key = a.key;
    else
  end case;
  return null;
end
$$;
revoke all on function note_alarm() from public;

create or replace function fold_alarms() returns void language sql set search_path = public, pg_temp as $$
  lock table events in share row exclusive mode;
  truncate alarms, alarm_marks;

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

  -- By one sort, however many there are: joins of what has no statistics are not done that way.
  with said as (
    select s.gateway_id, split_part(n.name, '/', 1) as family, substr(n.name, length(split_part(n.name, '/', 1)) + 2) as key,
      array[e.stream_id, e.seq] as pos, e.type, alarm_edge(e.type) as edge, e.at, case when isfinite(e.at) then e.at else e.received end as since,
      case e.type when 'alarm.seen-to' then left(event_data(e.payload) ->> 'operator', 200) end as operator
    from events e join streams s on s.id = e.stream_id cross join lateral (select alarm_name(e.type, e.door, e.about, e.payload) as name) n
    where is_alarm(e.type) and n.name is not null),
  lasts as (
    select *, edge in ('begins', 'happens') as raised, max(pos) filter (where edge in ('begins', 'happens')) over place as begun, max(pos) over place as newest,
      max(pos) filter (where edge = 'ends') over place as last_end, max(pos) filter (where edge = 'seen-to') over place as last_seen_to
    from said window place as (partition by gateway_id, family, key)),
  kinds as (
    select *, max(type) filter (where pos = begun) over place as begun_type, max(operator) filter (where pos = last_seen_to) over place as seen_to_by
    from lasts window place as (partition by gateway_id, family, key)),
  bars as (
    select *, max(pos) filter (where pos < begun and (edge = 'ends' or (raised and type <> begun_type))) over place as bar
    from kinds window place as (partition by gateway_id, family, key)),
  folded as materialized (
    select *, max(pos) filter (where edge = 'begins' and type = begun_type and pos > coalesce(bar, '{}') and pos < last_seen_to) over place as seen
    from bars window place as (partition by gateway_id, family, key)),
  marked as (
    insert into alarm_marks select gateway_id, family, key, edge = 'ends', pos from folded
    where pos > coalesce(bar, '{}') and (edge = 'ends' or (edge = 'begins' and type = begun_type and (seen is null or pos >= seen))))
  insert into alarms
  select gateway_id, family, key, pos[1], pos[2], type, null, key, null, at, since, raised,
    coalesce(pos <= case edge when 'happens' then last_seen_to else last_end end, false),
    case when raised and (pos < last_seen_to or seen is not null) then seen_to_by end, bar, last_end, last_seen_to, seen_to_by
  from folded where pos = coalesce(begun, newest);
$$;
revoke all on function fold_alarms() from public;
drop function alarm_family(text);
drop function alarm_raises(text);
select fold_alarms();

create index alarms_open on alarms (gateway_id) where raised and not ended;
create or replace view open_alarms as
select g.district, g.compound, g.gateway, a.type, case a.family when 'alarm' then a.kind else a.family end as kind, a.place, a.zone, a.since as raised_at,
  a.acknowledged_by
from alarms a join gateways g on g.id = a.gateway_id
where a.raised and not a.ended
union all
-- The hub's own.
select s.district, s.compound, s.gateway, 'hub.' || a.kind, null, s.stream, a.first || '-' || a.last, a.raised_at, null
from hub_alarms a join district_streams s using (stream_id)
where a.ended_at is null;
comment on view open_alarms is 'Alarms without an end, the hub''s own among them; of what has no end of its own, such as a lost card, those that nobody has seen to. raised_at is when it began last, or when that came where the record''s time is none.';
