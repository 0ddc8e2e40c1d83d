-- Applied after every migration, to those of the three roles that are there (deploy/hub/postgresql/roles.sql makes them).
do $$
begin
  if exists (select from pg_roles where rolname = 'zhuhui_receiver') then
    grant usage on schema public to zhuhui_receiver;
    grant select on schema_migrations to zhuhui_receiver;
    grant select, insert on events, refused, dropped, hub_alarms to zhuhui_receiver;
    grant select, insert, update on gateways, streams, intake, refused_days to zhuhui_receiver;
    grant update (times) on refused to zhuhui_receiver;
    grant update (ended_at) on hub_alarms to zhuhui_receiver;
    grant select, insert, update, delete on runs, gaps to zhuhui_receiver;
    grant select on missing to zhuhui_receiver;
    grant execute on function make_partition(date) to zhuhui_receiver;
  end if;
  if exists (select from pg_roles where rolname = 'zhuhui_operator') then
    grant usage on schema public to zhuhui_operator;
    grant select on schema_migrations, gateways, streams, fleet to zhuhui_operator;
    grant select, insert, delete on group_members to zhuhui_operator;
    grant select, insert on orders, order_answers to zhuhui_operator;
    grant update (outcome, reason_code, reason, answered_at) on order_answers to zhuhui_operator;
    grant select on release_words to zhuhui_operator;
    grant select, insert on rollouts, rollout_gateways to zhuhui_operator;
    grant update (state, reason, changed_at, driver, driven_until) on rollouts to zhuhui_operator;
    grant update (state, due_at, ordered_at, answered, why) on rollout_gateways to zhuhui_operator;
  end if;
  if exists (select from pg_roles where rolname = 'zhuhui_report') then
    grant usage on schema public to zhuhui_report;
    grant select on all tables in schema public to zhuhui_report;
  end if;
end
$$;
