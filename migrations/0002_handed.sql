-- How many times a letter was handed over, or may have been: at most twice, whatever happens.
alter table letter add column handed bigint not null default 0;
create index letter_data on letter (due_at) where state = 'data';
create index letter_written on letter (region, written_at, id);
drop index letter_region;
create index letter_unsettled on letter (region, id) where state in ('queued', 'claimed', 'data', 'held');
