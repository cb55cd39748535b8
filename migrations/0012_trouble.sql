-- Letters somebody must deal with are few among many: found without a walk through all.
create index letter_trouble on letter (region, state, written_at, id)
    where state = 'failed' or state = 'bounced' or state = 'suppressed' or state = 'held' or state = 'uncertain';
-- Documents of a phase, in the order of their ids.
create index document_phase on document (region, phase, id);
