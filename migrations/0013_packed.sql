-- The state is packed. It is folded from the log anew where it is not there.
alter table document drop column state;
alter table document add column state bytea not null default '';
