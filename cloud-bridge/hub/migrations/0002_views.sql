-- What the district asks on its first day. Persons are in no view.

create function event_data(payload bytea) returns jsonb
language plpgsql immutable parallel safe as $$
begin
  return convert_from(payload, 'UTF8')::jsonb -> 'data';
exception when others then
  -- An odd record (a NUL in a text) must not make a view fail.
  return null;
end
$$;
comment on function event_data is 'The data of a record; null where PostgreSQL cannot read it.';

create view district_streams as
select s.id as stream_id, g.id as gateway_id, g.district, g.compound, g.gateway, s.stream, s.ledger
from streams s join gateways g on g.id = s.gateway_id;

create view passages_by_hour as
select s.district, s.compound, date_trunc('hour', e.at) as hour,
  count(*) filter (where e.side = 'entry') as entries,
  count(*) filter (where e.side = 'exit') as exits
from events e join district_streams s using (stream_id)
where e.type = 'passage.completed'
group by 1, 2, 3;
comment on view passages_by_hour is 'Passages in and out per compound and hour. Ask for a span of hour: only its days are read.';

create table grids (
  district text not null,
  grid text not null,
  name text not null,
  primary key (district, grid)
);
comment on table grids is 'The district''s grids (网格), to be filled by the district, for example: insert into grids values (''zhuhui'', ''gh-3'', ''光辉里第三网格'')';

create table grid_places (
  district text not null,
  compound text not null,
  door text not null default '*',
  grid text not null,
  primary key (district, compound, door),
  foreign key (district, grid) references grids
);
comment on table grid_places is 'Which grid a compound belongs to (door *), and a single door where it belongs to another: insert into grid_places values (''zhuhui'', ''guanghui-li'', ''*'', ''gh-3'')';

create view residents_flow_by_grid as
select s.district, coalesce(own.grid, whole.grid) as grid, date_trunc('hour', e.at) as hour,
  count(*) filter (where e.side = 'entry') as entries,
  count(*) filter (where e.side = 'exit') as exits
from events e join district_streams s using (stream_id)
left join grid_places own on (own.district, own.compound, own.door) = (s.district, s.compound, e.door)
left join grid_places whole on (whole.district, whole.compound, whole.door) = (s.district, s.compound, '*')
where e.type = 'passage.completed'
group by 1, 2, 3;
comment on view residents_flow_by_grid is 'How often residents went in and out per grid and hour; grid is null for places that are in none.';

create view gateways_seen as
select g.id as gateway_id, g.district, g.compound, g.gateway, g.online, g.software, g.contract, g.promise, g.reason,
  greatest(g.status_at, max(s.last_received)) as last_seen
from gateways g left join streams s on s.gateway_id = g.id
group by g.id;

create view gateways_silent as
select district, compound, gateway, online, reason, last_seen, now() - last_seen as silent_for
from gateways_seen
where last_seen is null or last_seen < now() - interval '10 minutes';
comment on view gateways_silent is 'Nothing was heard for 10 minutes. With online true the line stands and there was nothing to tell, as at night; false: it is gone; null: it never told.';

-- What raises, what ends it, and what of a gateway it is about.
create view alarm_edges as
select s.gateway_id, s.district, s.compound, s.gateway, e.stream_id, e.seq, e.at, e.type, e.payload,
  case
    when e.type in ('door.forced', 'door.held-open', 'door.secured') then 'door'
    when e.type in ('door.lock-fault', 'door.not-locked', 'door.lock-restored') then 'lock'
    when e.type like 'device.%' then 'device'
    else 'fire'
  end as family,
  coalesce(e.door, e.about, '') as place,
  e.type in ('door.forced', 'door.held-open', 'door.lock-fault', 'door.not-locked', 'device.tampered', 'fire.released') as raises
from events e join district_streams s using (stream_id)
where e.type in ('door.forced', 'door.held-open', 'door.secured', 'door.lock-fault', 'door.not-locked', 'door.lock-restored',
  'device.tampered', 'device.tamper-cleared', 'fire.released', 'fire.reset');

create view open_alarms as
-- Alarms of cameras: one beginning, one end, the same id.
select s.district, s.compound, s.gateway, e.type, d.data ->> 'kind' as kind, coalesce(d.data ->> 'camera', '') as place, d.data ->> 'zone' as zone,
  e.at as raised_at, (select event_data(a.payload) ->> 'operator' from events a join district_streams o on o.stream_id = a.stream_id
    where a.type = 'alarm.acknowledged' and a.about = e.about and o.gateway_id = s.gateway_id order by a.at limit 1) as acknowledged_by
from events e join district_streams s using (stream_id) cross join lateral (select event_data(e.payload) as data) d
where e.type = 'alarm.raised' and not exists (
  select from events x join district_streams o on o.stream_id = x.stream_id where x.type = 'alarm.ended' and x.about = e.about and o.gateway_id = s.gateway_id)
union all
-- Doors, locks, boxes and fire: whatever was said last of a place. The journal's order says what was last, not its times: a clock may have been put back between them.
select district, compound, gateway, type, family, place, null, at, null
from (select distinct on (gateway_id, family, place) * from alarm_edges order by gateway_id, family, place, stream_id desc, seq desc) latest
where raises
union all
-- What has no end of its own stands for a day.
select s.district, s.compound, s.gateway, e.type, null, coalesce(e.door, ''), null, e.at, null
from events e join district_streams s using (stream_id)
where e.type in ('credential.duress', 'credential.pin-locked-out', 'credential.lost-card-shown', 'input.line-fault') and e.at > now() - interval '1 day'
union all
-- The hub's own.
select s.district, s.compound, s.gateway, 'hub.' || a.kind, null, s.stream, a.first || '-' || a.last, a.raised_at, null
from hub_alarms a join district_streams s using (stream_id)
where a.ended_at is null;
comment on view open_alarms is 'Alarms without an end, the hub''s own among them.';
