-- The state is packed; where there is none yet it is folded from the log. No release has read it as text.
alter table document drop column state;
alter table document add column state bytea not null default '';
