-- Whose a program's token is: what it does counts as that coordinator's where two people are asked for.
alter table token add column coordinator text;
