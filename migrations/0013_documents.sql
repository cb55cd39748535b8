-- The state is packed; where there is none yet it is folded from the log. No release has read it as text.
alter table document drop column state;
alter table document add column state bytea not null default '';
-- Many may be due on one day: they are read in their order, a part at a time.
drop index document_wakes;
create index document_wakes on document (region, wakes_on, id) where wakes_on is not null;
