-- The board asks for the last letter of every document to every party, and for the letters that wait for a person.
drop index letter_document;
create index letter_document on letter (document, party, seq, n);
create index letter_stuck on letter (region, state) where state in ('failed', 'bounced', 'suppressed', 'held');
