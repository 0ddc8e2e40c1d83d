-- Attaching a partition waits for whoever reads the default one, a report over the whole table for instance, and meanwhile every reader and every row of the
-- default partition waits behind it. Without one it waits for no reader and no writer. Records of days for which no partition is made, and those without a time,
-- have at = -infinity and a partition of their own; their time stands in payload. Fails, with nothing done, where a report keeps the table for 5 s: try again.

alter table events detach partition events_default;
create table events_undated (like events including defaults including constraints including comments);
alter table events attach partition events_undated for values from (minvalue) to ('0001-01-02 00:00:00+00');
insert into events (stream_id, seq, at, received, type, door, side, about, payload)
select stream_id, seq, '-infinity', received, type, door, side, about, payload from events_default;
drop table events_default;
comment on table events is 'The records. door, side and about (an alarm or a device) are what the views ask for; all else is in payload. at is -infinity where the record''s time is none, or when it came more than 400 days behind or 30 ahead.';

create or replace function make_partition(day date) returns boolean
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
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
  execute format('alter table events attach partition %I for values from (%L) to (%L)', name, since, until);
  return true;
end
$$;
