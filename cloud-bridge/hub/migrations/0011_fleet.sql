-- The district's list of its gateways: how each box says that it is, the groups they are in, and what was ordered of groups with each answer.

alter table gateways
  add column box_session uuid,
  add column box_word bigint,
  add column box_at timestamptz,
  add column devices integer,
  add column impaired jsonb,
  add column clock_trusted boolean,
  add column link_certificate_ends timestamptz,
  add column web_certificate_ends timestamptz,
  add column disk_free bigint,
  add column backlog bigint,
  add column trial text;
comment on column gateways.box_at is 'When the box was last heard to say how it is, by the hub''s clock; null for a gateway that never did (before contract 1.3).';

create table group_members (
  fleet_group text not null check (fleet_group ~ '^[a-z0-9-]{1,64}$'),
  gateway_id integer not null references gateways,
  primary key (fleet_group, gateway_id)
);
comment on table group_members is 'Groups of gateways that one order goes to. A group is there as long as it has a member.';

create table orders (
  id text primary key check (length(id) between 1 and 64),
  fleet_group text not null,
  kind text not null,
  args jsonb not null,
  ordered_by text not null,
  key_id text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table orders is 'What was ordered of groups, noted before it was sent. The id is the command''s at every gateway.';

create table order_answers (
  order_id text not null references orders,
  gateway_id integer not null references gateways,
  -- Null: sent, or about to be, and nothing heard. Nobody listened: the gateway had no session at the broker.
  outcome text check (outcome in ('done', 'refused', 'noAnswer', 'nobodyListens')),
  reason_code text,
  reason text,
  answered_at timestamptz,
  primary key (order_id, gateway_id)
);
comment on table order_answers is 'One row a gateway of an order. noAnswer: none came before the order expired, or as long as was waited; the gateway''s own journal has what it did.';

create view fleet as
select g.id as gateway_id, g.district, g.compound, g.gateway, g.online, g.status_at as since, g.reason, g.software, g.contract, g.trial, g.devices, g.impaired,
  g.clock_trusted, g.link_certificate_ends, g.web_certificate_ends, g.disk_free, g.backlog, g.box_at,
  (select max(s.last_received) from streams s where s.gateway_id = g.id) as last_record,
  coalesce((select array_agg(m.fleet_group order by m.fleet_group) from group_members m where m.gateway_id = g.id), '{}') as groups
from gateways g;
comment on view fleet is 'Every gateway that was ever heard: what runs there, how it says that it is, and when something last came. What it said is as of box_at.';
