-- What one gateway can make the hub store is bounded. What is over a bound is not acknowledged: an honest gateway keeps it and sends it again.

create table intake (
  gateway_id integer not null references gateways,
  day date not null,
  records bigint not null,
  bytes bigint not null,
  primary key (gateway_id, day)
) with (fillfactor = 50);
comment on table intake is 'What was stored of a gateway on a day (UTC) of the hub''s clock.';

create table refused_days (
  source text not null,
  day date not null,
  kept bigint not null,
  bytes bigint not null,
  more bigint not null,
  primary key (source, day)
) with (fillfactor = 50);
comment on table refused_days is 'How many messages of a gateway were kept aside on a day, and how many more were only counted.';

alter table hub_alarms drop constraint hub_alarms_kind_check;
alter table hub_alarms add constraint hub_alarms_kind_check check (kind in ('chain', 'gap', 'limit'));
create unique index hub_alarms_limit on hub_alarms (stream_id) where kind = 'limit' and ended_at is null;
comment on table hub_alarms is 'What the hub itself raises: a record whose prev is not the hash of its predecessor (stands until somebody sets ended_at; 100 a stream at most), a gap that stays (ends when it is filled), a gateway that sends more than is taken of one (ends after a day).';

-- 0: it was kept before; 1: kept; 2: over the day's bound, and counted; 3: the first such of the day.
create function keep_refused(hash bytea, topic text, reason text, at timestamptz, payload bytea, source text, most bigint, most_bytes bigint) returns integer
language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_variable
declare
  today date := (at at time zone 'UTC')::date;
  over bigint;
begin
  update refused r set times = r.times + 1 where r.hash = hash;
  if found then
    return 0;
  end if;
  insert into refused_days values (source, today, 0, 0, 0) on conflict on constraint refused_days_pkey do nothing;
  update refused_days d set kept = d.kept + 1, bytes = d.bytes + length(payload)
  where d.source = source and d.day = today and d.kept < most and d.bytes + length(payload) <= most_bytes;
  if not found then
    update refused_days d set more = d.more + 1 where d.source = source and d.day = today returning d.more into over;
    return case when over = 1 then 3 else 2 end;
  end if;
  insert into refused as r (hash, topic, reason, received, times, payload) values (hash, topic, reason, at, 1, payload)
  on conflict on constraint refused_pkey do update set times = r.times + 1;
  return 1;
end
$$;
