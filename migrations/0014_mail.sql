-- What was cut from a message as a quotation, what a reader is warned of, what a server said, and how large it was.
alter table incoming add column cut text not null default '';
alter table incoming add column warnings text not null default '';
alter table incoming add column said text not null default '';
alter table incoming add column size bigint not null default 0;
-- Whether somebody must still look at it; who has dealt with it, and who has tied it to a document and a municipality.
alter table incoming add column waits boolean not null default false;
alter table incoming add column settled_at timestamptz;
alter table incoming add column settled_by text;
alter table incoming add column placed_at timestamptz;
alter table incoming add column placed_by text;
update incoming set waits = true where kind <> 'bounce';
create index incoming_waits on incoming (region, received_at, id) where waits = true;
-- An attachment that is not kept as a file has no hash, and a reason.
alter table incoming_file add column size bigint not null default 0;
alter table incoming_file add column reason text not null default '';
