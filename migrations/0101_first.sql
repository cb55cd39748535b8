-- What Samråd remembers. One file for both databases, with PostgreSQL's names of types, which SQLite takes as they are.
-- What differs stands after `--sqlite:` or `--postgres:`, and that database alone reads it.
--
-- Ids that people and programs see are readable text. Inside, a document has a number (`document.key`), a region too
-- (`region.number`), and a hash is 32 bytes.

create table region (
    id text primary key,
    number bigint not null unique,
    name text not null,
    short_name text not null,
    zone text not null,
    language text not null,
    -- Raised by every change to parties and contacts, so that the writer knows its roster is old.
    roster bigint not null,
    -- How many events its logs hold: the position of the newest. Locked last in every transaction, so that positions are
    -- given in the order of the commits, without gaps.
    position bigint not null default 0,
    -- How many times it was sealed, and the keyed hash of that and of the last seal: a seal that is taken away shows.
    seals bigint not null default 0,
    sealed bytea not null,
    created_at timestamptz not null
);

create table party (
    region text not null references region (id),
    id text not null,
    name text not null,
    standing text not null,
    county text not null,
    population bigint not null,
    language text not null,
    member_from date,
    member_to date,
    -- The party that has taken its place, and since when.
    succeeded_by text,
    succeeded_on date,
    mail_domains text not null,
    -- How many members its council has, where that is known.
    council_size bigint,
    -- Whether the law lets it make a formal objection.
    may_object boolean not null,
    primary key (region, id)
);

-- How many members each of the region's own bodies has, where that is known.
create table body (
    region text not null references region (id),
    id text not null,
    size bigint not null,
    primary key (region, id)
);

-- Whom a council has elected to one of the region's bodies: members and deputies, as ids of contacts.
create table election (
    region text not null references region (id),
    body text not null,
    party text not null,
    since date not null,
    until date,
    members text not null,
    deputies text not null,
    primary key (region, body, party, since)
);

-- The last number that a body has given an item of its agendas in a year.
create table agenda_number (
    region text not null references region (id),
    body text not null,
    year bigint not null,
    last bigint not null,
    primary key (region, body, year)
);

-- Names and addresses live here and can be erased; the log holds only ids. A coordinator has the empty party.
create table contact (
    id text primary key,
    region text not null references region (id),
    party text not null,
    role text not null,
    name text not null,
    address text not null,
    -- Raised when the address changes: links given to the old one stop working.
    generation bigint not null,
    suppressed boolean not null
);
-- A register is read region by region.
create index contact_region on contact (region);

create table signer (
    id text primary key,
    region text not null references region (id),
    name text not null,
    role text not null,
    -- The keyed hash of the row: one that was erased has no name, one that was changed does not hold.
    mac bytea not null
);

-- Who erased a person's particulars, and when. Whose they were is what was erased.
create table erasure (
    region text not null references region (id),
    at timestamptz not null,
    by_whom text not null,
    rows bigint not null,
    primary key (region, at)
);

-- The folded state, and what lists need: a cache of the log, written with it.
create table document (
--sqlite:    key integer primary key,
--postgres:    key bigint primary key,
    id text not null unique,
    region text not null references region (id),
    seq bigint not null,
    -- The version of the fold that wrote `state`, which is packed JSON.
    fold bigint not null,
    kind text not null,
    title text not null,
    phase text not null,
    wakes_on date,
    state bytea not null,
    -- The chained hash of its newest event.
    head bytea not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
-- Lists, in the order of their ids.
create index document_region on document (region, id);
-- The calendar: what is due on a day, a part at a time.
create index document_wakes on document (region, wakes_on, id) where wakes_on is not null;
-- The board: documents of a phase.
create index document_phase on document (region, phase, id);
--postgres: -- A state is written anew with every command, and packed already: what is packed once does not get smaller.
--postgres: alter table document set (toast_tuple_target = 8160);

-- The record keys there have been. Each is handed over to by the one before it, which signs; the first signs itself.
create table record_key (
    n bigint primary key,
    -- Ed25519: what the seals of its time are signed with, and the key is known by.
    public bytea not null,
    since timestamptz not null,
    signature bytea not null
);

-- The truth. `id` is the region's number and the event's position in the region: number × 2^40 + position.
create table event (
--sqlite:    id integer primary key,
--postgres:    id bigint primary key,
    document bigint not null,
    seq bigint not null,
    -- The event's type and its actor's kind, for those who follow some only.
    kind text not null,
    actor_kind text not null,
    -- Microseconds since 1970.
    at bigint not null,
    actor text not null,
    body text not null,
    -- The hash of the letters it posted; empty where there are none.
    letters bytea not null,
    -- The record key its hash is made with.
    key bigint not null,
    -- The keyed hash of this event and of the hash before it.
    hash bytea not null
);
-- A document's log; and the lock: of two who write the same number, one loses and decides again.
create unique index event_document on event (document, seq);

-- The root of the tree over a region's events, once a day, chained and signed.
create table seal (
    region text not null references region (id),
    day date not null,
    made_at timestamptz not null,
    -- How many events it is over.
    size bigint not null,
    root bytea not null,
    -- The hash of the seal before it; of the first, 32 zeros.
    previous bytea not null,
    key bigint not null,
    signature bytea not null,
    primary key (region, day)
);

-- Nodes of that tree over 256 events (level 8) and over 65 536 (level 16), so that a day's seal and a proof need few events.
create table tile (
    region text not null references region (id),
    level bigint not null,
    n bigint not null,
    hash bytea not null,
    primary key (region, level, n)
);

create table letter (
    -- In the order they were written.
--sqlite:    key integer primary key,
--postgres:    key bigint generated by default as identity primary key,
    -- `{document}-{event}-{n}`, or minted for a letter of no document.
    id text not null unique,
    region text not null,
    document text,
    seq bigint not null,
    n bigint not null,
    kind text not null,
    party text,
    contact text,
    copy boolean not null,
    language text not null,
    link bigint,
    data text,
    state text not null,
    -- These and all times of a letter: microseconds since 1970.
    due_at bigint not null,
    written_at bigint not null,
    sent_at bigint,
    attempts bigint not null,
    -- How many times it was handed over, or may have been: at most twice, whatever happens.
    handed bigint not null default 0,
    address text,
    reason text,
    subject text,
    body text
);
-- A document's letters to a party: what is taken back, the thread, the last one.
create index letter_document on letter (document, party, seq, n);
-- The postman: what is due, and what was begun.
create index letter_due on letter (due_at) where state in ('queued', 'deferred', 'claimed');
-- The same of those that somebody waits for at a screen: few among many that wait for the mail server.
create index letter_urgent on letter (due_at) where state in ('queued', 'deferred', 'claimed')
    and kind in ('colleague_invitation', 'new_link', 'public_answer_link', 'confirmation_code', 'login');
create index letter_data on letter (due_at) where state = 'data';
-- Letters somebody must deal with are few among many: found without a walk through all.
create index letter_trouble on letter (region, state, key)
    where state = 'failed' or state = 'bounced' or state = 'suppressed' or state = 'held' or state = 'uncertain';
-- Letters that still hold a log-in's secret.
create index letter_login on letter (written_at) where kind = 'login' and data is not null;

create table letter_log (
    letter bigint not null,
    n bigint not null,
    at bigint not null,
    state text not null,
    reply text,
    -- The keyed hash of a line that says that the letter got there.
    mac bytea not null,
    primary key (letter, n)
)
--sqlite: without rowid
;

-- Texts and files by their content.
create table prose (
    region text not null references region (id),
    hash bytea not null,
    body text not null,
    primary key (region, hash)
);

create table file (
    region text not null references region (id),
    hash text not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    primary key (region, hash)
);

create table file_chunk (
    region text not null,
    hash text not null,
    n bigint not null,
    bytes bytea not null,
    primary key (region, hash, n)
);

create table draft (
    region text not null references region (id),
    document text not null,
    party text not null,
    slot text not null,
    body text not null,
    revision bigint not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (document, party, slot)
);

-- Commands that came with a key, so that each happens once: what was asked, by its hash, and the events it led to.
create table done (
    region text not null,
    key text not null,
    body bytea not null,
    document bigint not null,
    first bigint not null,
    last bigint not null,
    phase text not null,
    -- Microseconds since 1970. Those of long ago are forgotten once a day, by a walk.
    at bigint not null,
    -- In this order: keys are looked up whatever the region.
    primary key (key, region)
)
--sqlite: without rowid
;

create table session (
    hash text primary key,
    region text not null references region (id),
    coordinator text not null references contact (id),
    created_at timestamptz not null,
    -- When it was last used: one that lies idle ends.
    seen_at timestamptz,
    expires_at timestamptz not null
);

create table login (
    hash text primary key,
    region text not null references region (id),
    coordinator text not null references contact (id),
    expires_at timestamptz not null,
    used boolean not null,
    -- It is finished by the browser that asked for it, or with the code in its letter.
    browser text,
    code text,
    tries bigint not null default 0,
    letter text
);

create table token (
    id text primary key,
    region text not null references region (id),
    name text not null,
    hash text not null unique,
    -- Whose it is: what the program does counts as that coordinator's where two people are asked for.
    coordinator text,
    created_at timestamptz not null
);

-- When each schedule was last looked at.
create table look (
    region text not null references region (id),
    schedule text not null,
    at timestamptz not null,
    primary key (region, schedule)
);

create table setting (
    name text primary key,
    value text not null
);

-- Mail that came back or came in, each message once, by the hash of its bytes.
create table incoming (
    id text primary key,
    region text not null references region (id),
    document text,
    party text,
    letter text,
    kind text not null,
    received_at timestamptz not null,
    sender text not null,
    subject text not null,
    body text not null,
    raw bytea not null,
    -- What was cut from it as a quotation, what a reader is warned of, what a server said, and how large it was.
    cut text not null default '',
    warnings text not null default '',
    said text not null default '',
    size bigint not null default 0,
    -- Whether somebody must still look at it; who has dealt with it, and who has tied it to a document and a municipality.
    waits boolean not null default false,
    settled_at timestamptz,
    settled_by text,
    placed_at timestamptz,
    placed_by text
);
-- Lists, newest first; those of a document; those that wait.
create index incoming_region on incoming (region, received_at, id);
create index incoming_document on incoming (document) where document is not null;
create index incoming_waits on incoming (region, received_at, id) where waits = true;

create table incoming_file (
    incoming text not null references incoming (id),
    n bigint not null,
    region text not null,
    -- An attachment that is not kept as a file has no hash, and a reason.
    hash text not null,
    name text not null,
    size bigint not null default 0,
    reason text not null default '',
    primary key (incoming, n)
);

-- When councils meet, as far as it is known ahead.
create table meeting (
    region text not null,
    party text not null,
    held_on date not null,
    papers_due date,
    primary key (region, party, held_on)
);

-- Secret addresses of calendars, by their hash; a new one takes the place of the old.
create table feed (
    region text not null primary key references region (id),
    hash text not null unique,
    made_at timestamptz not null
);

-- What coordinators note to themselves while they weigh remarks: no part of the record, and free to be erased.
create table remark_note (
    document text not null,
    remark text not null,
    region text not null references region (id),
    tags text not null,
    assignee text,
    due_on date,
    -- The name of a group of remarks that are alike.
    together text,
    primary key (document, remark)
);

-- What is typed behind a link is kept a field at a time, with earlier values, so that two windows can be merged.
create table draft_field (
    region text not null references region (id),
    document text not null,
    party text not null,
    slot text not null,
    field text not null,
    revision bigint not null,
    value text not null,
    bytes bigint not null,
    saved_at timestamptz not null,
    saved_by text not null,
    link bigint not null,
    page text not null,
    primary key (document, party, slot, field, revision)
);
create index draft_field_link on draft_field (document, link, saved_at);

-- Texts typed into a field that had been changed in another window. Kept until one of them is chosen.
create table draft_choice (
    region text not null references region (id),
    document text not null,
    party text not null,
    slot text not null,
    field text not null,
    page text not null,
    value text not null,
    typed_at timestamptz not null,
    typed_by text not null,
    primary key (document, party, slot, field, page)
);

-- Files a link has brought, for the day's limit.
create table link_file (
    region text not null references region (id),
    document text not null,
    link bigint not null,
    hash text not null,
    at timestamptz not null,
    size bigint not null,
    primary key (document, link, hash, at)
);

-- What waits for the code that was mailed. The code itself is not kept: it follows from the key and the salt.
create table confirmation (
    region text not null references region (id),
    document text not null,
    link bigint not null,
    act text not null,
    body text not null,
    salt text not null,
    tries bigint not null,
    made_at timestamptz not null,
    primary key (document, link, act)
);

-- A hearing that anyone may answer: whether it takes answers now, and how many it has. A confirmation and a closing meet
-- at its row. `case_n` is the document's case, from 1.
create table public_hearing (
    document text not null,
    case_n bigint not null,
    round bigint not null,
    region text not null references region (id),
    open boolean not null,
    answers bigint not null,
    -- Groups of answers that are alike.
    alike bigint not null,
    unconfirmed bigint not null,
    -- Answers nobody at the desk has looked at, and since when the oldest waits. These and all times of public answers:
    -- microseconds since 1970.
    waiting bigint not null,
    waiting_since bigint,
    primary key (document, case_n, round)
);
create index public_hearing_waiting on public_hearing (region) where waiting > 0;

-- Whoever has answered: a name and an address, which can be erased. Answers and letters name the row.
create table public_person (
    id text primary key,
    region text not null references region (id),
    name text not null,
    address text not null,
    suppressed boolean not null,
    -- The keyed hash of the row: one that was erased has no name, one that was changed does not hold.
    mac bytea not null
);

-- Handed in and not confirmed: nobody's answer yet. Erased after some days.
create table public_unconfirmed (
    id text primary key,
    region text not null references region (id),
    document text not null,
    case_n bigint not null,
    round bigint not null,
    section text,
    body text not null,
    person text not null,
    -- The hash of the address: how many wait for one mailbox.
    mailbox bytea not null,
    language text not null,
    received_at bigint not null
);
create index public_unconfirmed_received on public_unconfirmed (region, received_at);
create index public_unconfirmed_mailbox on public_unconfirmed (mailbox);

create table public_unconfirmed_file (
    answer text not null,
    n bigint not null,
    name text not null,
    media_type text not null,
    bytes bytea not null,
    primary key (answer, n)
);

-- What the public has answered. In no log: the log holds how many there were when the hearing was closed, and the root of
-- the tree over them.
create table public_answer (
    document text not null,
    case_n bigint not null,
    round bigint not null,
    -- From 1, in the order they were confirmed.
    number bigint not null,
    id text not null unique,
    region text not null references region (id),
    section text,
    body bytea not null,
    -- Hashes and names, as JSON.
    files text not null,
    person text not null,
    -- Of its letters, and of the page behind its link.
    language text not null,
    -- The number of the first that is alike.
    first bigint not null,
    received_at bigint not null,
    confirmed_at bigint not null,
    -- A coordinator has looked at it. One with a legal basis is exempt from disclosure.
    released boolean not null,
    legal_basis text,
    redacted bytea,
    redacted_file text,
    -- The keyed hash of what was handed in.
    mac bytea not null,
    primary key (document, case_n, round, number)
);
create index public_answer_alike on public_answer (document, case_n, round, first, number);
create index public_answer_waiting on public_answer (document, case_n, round, confirmed_at) where released = false;

-- Answers that are alike are weighed together, and each counts. The verdict is the log's; it stands here to be listed.
create table public_group (
    document text not null,
    case_n bigint not null,
    round bigint not null,
    alike bytea not null,
    first bigint not null,
    answers bigint not null,
    verdict text,
    reason text,
    -- The number of the verdict's event, and who gave it where a second person must approve it.
    assessed_seq bigint,
    assessed_by text,
    approved boolean not null default false,
    primary key (document, case_n, round, alike)
);
create unique index public_group_first on public_group (document, case_n, round, first);

-- The record only grows. Whoever holds the file, or owns the tables, can take these away: the keyed hashes are the proof.
--sqlite: create trigger event_stays before update on event begin select raise(abort, 'the log only grows'); end;
--sqlite: create trigger event_kept before delete on event begin select raise(abort, 'the log only grows'); end;
--sqlite: create trigger seal_stays before update on seal begin select raise(abort, 'a seal stands'); end;
--sqlite: create trigger seal_kept before delete on seal begin select raise(abort, 'a seal stands'); end;
--sqlite: create trigger prose_stays before update on prose begin select raise(abort, 'a text stands'); end;
--sqlite: create trigger prose_kept before delete on prose begin select raise(abort, 'a text stands'); end;
--sqlite: create trigger file_stays before update on file_chunk begin select raise(abort, 'a file stands'); end;
--sqlite: create trigger file_kept before delete on file_chunk begin select raise(abort, 'a file stands'); end;
--sqlite: create trigger record_key_stays before update on record_key begin select raise(abort, 'a key stands'); end;
--sqlite: create trigger record_key_kept before delete on record_key begin select raise(abort, 'a key stands'); end;
--postgres: create function stands() returns trigger language plpgsql as $$ begin raise exception '% only grows', tg_table_name; end $$;
--postgres: create trigger event_stands before update or delete or truncate on event execute function stands();
--postgres: create trigger seal_stands before update or delete or truncate on seal execute function stands();
--postgres: create trigger prose_stands before update or delete or truncate on prose execute function stands();
--postgres: create trigger file_stands before update or delete or truncate on file_chunk execute function stands();
--postgres: create trigger record_key_stands before update or delete or truncate on record_key execute function stands();
