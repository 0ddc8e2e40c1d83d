-- Of how many people face templates are kept, gateway by gateway: who stores those of 100,000 files it with the authority (Measures for the Security
-- Management of Facial Recognition Technology, art. 15). A gateway says it at its start and with each backup of its registry, daily.

create index events_faces on events (stream_id, at) where type in ('gateway.started', 'registry.backed-up');

-- A number that no database could add up is none.
create function count_of(data jsonb, name text) returns bigint language sql immutable parallel safe as $$
  select case when jsonb_typeof(data -> name) = 'number' and data ->> name ~ '^[0-9]{1,9}$' then (data ->> name)::bigint end
$$;

create view faces_stored as
select g.id as gateway_id, g.district, g.compound, g.gateway, g.online, last.faces, last.people, last.at as counted_at
from gateways g left join lateral (
  select count_of(event_data(e.payload), 'faces') as faces,
    coalesce(count_of(event_data(e.payload), 'people'), count_of(event_data(e.payload), 'residents')) as people, e.at
  from streams s cross join lateral (
    select payload, at from events
    where stream_id = s.id and type in ('gateway.started', 'registry.backed-up') and count_of(event_data(payload), 'faces') is not null
    order by at desc limit 1) e
  where s.gateway_id = g.id order by e.at desc limit 1) last on true;
comment on view faces_stored is 'Of how many people each gateway keeps face templates, and as of when; faces is null for a gateway that never said. Somebody whom two gateways know counts twice.';
