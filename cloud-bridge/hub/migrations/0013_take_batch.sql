-- What a batch adds to the streams, their runs and the gateways' intake, in one call and with nothing to read in between, where all is as it nearly always is: no
-- number is there already, no link is broken, no stream has too many runs. Where it is not, it raises HB001, with nothing done, and the receiver goes the long way,
-- which asks, sets apart and raises alarms. A receiver of before knows nothing of it; both write the same rows under the same locks.

-- ids ascending: a stream's row is its lock, and receivers wait for each other in one order; so are gateways. (whose, first, last, prev, hash): numbers without a gap whose
-- links are good among themselves, ascending in each stream. The plans are made once and must hold for any size: from the given numbers to the rows by their keys, in the order given.
create function take_batch(at timestamptz, ids integer[], counts integer[], whose integer[], firsts bigint[], lasts bigint[], prevs bytea[], hashes bytea[], most_runs bigint,
  today date, gateways integer[], records bigint[], sizes bigint[]) returns table (gateway integer, records_today bigint, bytes_today bigint)
language plpgsql set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set random_page_cost = 0.001 set enable_seqscan = off
set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off set enable_material = off set jit = off as $$
#variable_conflict use_column
declare
  touched bigint;
  went_on bigint[];
  trouble boolean;
begin
  -- A lock and a count at once: who waited counts on from what the other left.
  update streams s set received = s.received + d.n, last_received = take_batch.at from unnest(ids, counts) d(id, n) where s.id = d.id;
  get diagnostics touched = row_count;
  if touched <> cardinality(ids) then
    raise exception 'a stream is gone' using errcode = 'HB001';
  end if;

  -- Each statement sees what is there now, the streams being locked. What goes on with a run and reaches no other:
  with went as (
    update runs r set last = n.last, hash = n.hash
    from unnest(whose, firsts, lasts, prevs, hashes) with ordinality n(id, first, last, prev, hash, i)
    where r.stream_id = n.id and r.last = n.first - 1 and r.hash = n.prev
      and not exists (select from runs o where o.stream_id = n.id and o.first >= n.first and o.first <= n.last + 1)
    returning n.i)
  select array_agg(w.i) from went w into went_on;

  if coalesce(cardinality(went_on), 0) < cardinality(firsts) then
    -- The others, with the runs they touch, put in a row: where one follows the other they become one.
    with n as materialized (
      select n.id, n.first, n.last, n.prev, n.hash from unnest(whose, firsts, lasts, prevs, hashes) with ordinality n(id, first, last, prev, hash, i)
      where n.i <> all (coalesce(went_on, '{}'))),
    touching as (
      select distinct r.stream_id, r.first, r.last, r.prev, r.hash from n join runs r on r.stream_id = n.id and r.first <= n.last + 1 and r.last >= n.first - 1),
    both_ as (
      select id, first, last, prev, hash, true as is_new from n union all select stream_id, first, last, prev, hash, false from touching),
    linked as (
      select *, lag(last) over stream as last_before, lag(hash) over stream as hash_before from both_ window stream as (partition by id order by first)),
    parts as materialized (
      select *, count(*) filter (where last_before is distinct from first - 1) over (partition by id order by first) as part from linked),
    joined as materialized (
      select id, part, min(first) as first, max(last) as last, (array_agg(prev order by first))[1] as prev, (array_agg(hash order by first desc))[1] as hash
      from parts group by id, part having bool_or(is_new)),
    gone as (
      delete from runs r using parts p
      where not p.is_new and r.stream_id = p.id and r.first = p.first and p.first <> (select j.first from joined j where j.id = p.id and j.part = p.part)),
    written as (
      insert into runs (stream_id, first, last, prev, hash) select id, first, last, prev, hash from joined order by id, first
      on conflict (stream_id, first) do update set last = excluded.last, hash = excluded.hash)
    select exists (select from parts where last_before >= first or (last_before = first - 1 and hash_before <> prev))
      or exists (select from joined j group by j.id having count(*) + (select count(*) from runs r where r.stream_id = j.id) > most_runs)
    into trouble;
    if trouble then
      raise exception 'a number is known, a link is broken, or a run is one too many' using errcode = 'HB001';
    end if;
  end if;

  return query update intake i set records = i.records + d.records, bytes = i.bytes + d.bytes
  from unnest(gateways, take_batch.records, sizes) d(id, records, bytes) where i.gateway_id = d.id and i.day = today
  returning i.gateway_id, i.records, i.bytes;
  get diagnostics touched = row_count;
  if touched < cardinality(gateways) then
    -- A gateway's first of the day, here or at another receiver.
    return query insert into intake as i (gateway_id, day, records, bytes)
    select d.id, today, d.records, d.bytes from unnest(gateways, take_batch.records, sizes) d(id, records, bytes)
    where not exists (select from intake o where o.gateway_id = d.id and o.day = today)
    on conflict (gateway_id, day) do update set records = i.records + excluded.records, bytes = i.bytes + excluded.bytes
    returning i.gateway_id, i.records, i.bytes;
  end if;
end
$$;
