-- When a session was last used: one that lies idle ends.
alter table session add column seen_at timestamptz;
-- A log-in is finished by the browser that asked for it, or with the code in its letter.
alter table login add column browser text;
alter table login add column code text;
alter table login add column tries bigint not null default 0;
alter table login add column letter text;
-- Letters that still hold a log-in's secret.
create index letter_login on letter (written_at) where kind = 'login' and data is not null;
-- Whoever's particulars were erased coordinates nothing.
update contact set role = 'former_coordinator' where role = 'coordinator' and address = '';
