-- The four roles of a hub's database, made once by the cluster's administrator: psql -f roles.sql. They have no password here; set one (\password zhuhui_receiver)
-- or let pg_hba.conf ask for a certificate.
--
--   zhuhui_owner      owns the tables and brings the schema up to date (zhuhui-hub migrate); nobody works with it from day to day
--   zhuhui_receiver   what zhuhui-hub run needs: it inserts records, keeps the counts, makes partitions through a function; it drops, deletes and alters no record
--   zhuhui_operator   keeps groups of gateways and notes what is ordered of them, with each answer: zhuhui-hub fleet, group, orders and command --group
--   zhuhui_report     reads everything and changes nothing: zhuhui-hub report and the district's views
--
-- What each may do is in cloud-bridge/hub/migrations/rights.sql, which every migration applies again.
create role zhuhui_owner login;
create role zhuhui_receiver login;
create role zhuhui_operator login;
create role zhuhui_report login;
create database hub owner zhuhui_owner template template0 encoding 'UTF8' locale 'C';
\connect hub
-- PostgreSQL 15 lets nobody but the owner make anything in public; earlier servers must be told.
revoke create on schema public from public;
alter schema public owner to zhuhui_owner;
