-- Who takes care of an alarm that nobody has ended yet: the gateway's alarm.taken, which ends nothing. Kept apart from alarms, for receivers of before fold those.

create or replace function alarm_edge(type text) returns text language sql immutable parallel safe as $$
  select case
    when type in ('door.forced', 'door.held-open', 'door.lock-fault', 'door.not-locked', 'door.release-failed', 'device.tampered', 'fire.released',
      'storage.filling', 'clock.doubted', 'credential.guessing') then 'begins'
    when type in ('input.line-fault', 'credential.duress', 'credential.pin-locked-out', 'credential.lost-card-shown', 'registry.restored') then 'happens'
    when type in ('door.secured', 'door.lock-restored', 'door.release-restored', 'device.tamper-cleared', 'fire.reset', 'storage.relieved', 'clock.trusted',
      'credential.guessing-over', 'alarm.lapsed') then 'ends'
    when type = 'alarm.seen-to' then 'seen-to'
    when type = 'alarm.taken' then 'taken'
  end
$$;
comment on function alarm_edge(text) is 'What a record does to an alarm that is no camera''s: begins, happens (is over as it happens), ends, seen-to; taken does nothing to it. Null for all others.';

create table alarms_taken (
  gateway_id integer not null references gateways,
  -- As the gateway names the alarm: an id of a camera's, family and place of all others.
  alarm text not null,
  stream_id integer not null,
  seq bigint not null,
  -- The type of what began it last.
  type text not null,
  taken_by text not null,
  primary key (gateway_id, alarm)
);
comment on table alarms_taken is 'Who said last that they take care of an alarm, by the journal''s order.';

create function note_taken() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own integer := (select gateway_id from streams where id = new.stream_id);
  data jsonb := event_data(new.payload);
begin
  insert into alarms_taken values (own, coalesce(new.about, ''), new.stream_id, new.seq, left(coalesce(data ->> 'kind', ''), 100),
    left(coalesce(data ->> 'operator', ''), 200))
  on conflict (gateway_id, alarm) do update set stream_id = excluded.stream_id, seq = excluded.seq, type = excluded.type, taken_by = excluded.taken_by
    where (alarms_taken.stream_id, alarms_taken.seq) < (excluded.stream_id, excluded.seq);
  return null;
end
$$;
revoke all on function note_taken() from public;
create constraint trigger events_note_taken after insert on events deferrable initially deferred for each row
  when (new.type = 'alarm.taken') execute function note_taken();

-- What a receiver of before stored meanwhile.
insert into alarms_taken
select distinct on (s.gateway_id, e.about) s.gateway_id, coalesce(e.about, ''), e.stream_id, e.seq, left(coalesce(event_data(e.payload) ->> 'kind', ''), 100),
  left(coalesce(event_data(e.payload) ->> 'operator', ''), 200)
from events e join streams s on s.id = e.stream_id where e.type = 'alarm.taken'
order by s.gateway_id, e.about, e.stream_id desc, e.seq desc;

create or replace view open_alarms as
select g.district, g.compound, g.gateway, a.type, case a.family when 'alarm' then a.kind else a.family end as kind, a.place, a.zone, a.since as raised_at,
  a.acknowledged_by,
  -- A door that was taken as held open and is forced now nobody has taken, nor what was seen to since.
  case when a.acknowledged_by is null and t.type = a.type and coalesce(array[t.stream_id, t.seq] > a.last_seen_to, true) then t.taken_by end as taken_by
from alarms a join gateways g on g.id = a.gateway_id
left join alarms_taken t on t.gateway_id = a.gateway_id
  and t.alarm = case when a.family = 'alarm' then a.key else rtrim(a.family || '/' || a.key, '/') end
where a.raised and not a.ended
union all
-- The hub's own.
select s.district, s.compound, s.gateway, 'hub.' || a.kind, null, s.stream, a.first || '-' || a.last, a.raised_at, null, null
from hub_alarms a join district_streams s using (stream_id)
where a.ended_at is null;
comment on view open_alarms is 'Alarms without an end, the hub''s own among them; of what has no end of its own, such as a lost card, those that nobody has seen to. raised_at is when it began last, or when that came where the record''s time is none. taken_by takes care of it, and nobody has acknowledged it yet.';
