-- One directory for both databases: PostgreSQL's type names, which SQLite takes as they are.
-- Ids are readable text. Every table carries its region.

create table region (
    id text primary key,
    name text not null,
    short_name text not null,
    zone text not null,
    language text not null,
    -- Raised by every change to parties and contacts, so that the writer knows its roster is old.
    roster bigint not null,
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
    mail_domains text not null,
    primary key (region, id)
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
create index contact_region on contact (region);

create table signer (
    id text primary key,
    region text not null references region (id),
    name text not null,
    role text not null
);

-- The folded state, and what lists need: a cache of the log, written with it.
create table document (
    id text primary key,
    region text not null references region (id),
    seq bigint not null,
    fold bigint not null,
    kind text not null,
    title text not null,
    phase text not null,
    wakes_on date,
    state text not null,
    head text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create index document_region on document (region, id);
create index document_wakes on document (region, wakes_on) where wakes_on is not null;

-- The truth. The primary key is the lock: of two who write the same number, one loses and decides again.
create table event (
    document text not null,
    seq bigint not null,
    region text not null,
    at timestamptz not null,
    actor text not null,
    body text not null,
    hash text not null,
    primary key (document, seq)
);
create index event_region on event (region, at);

-- Every document's head, once a day, so that a log with its end cut off shows too.
create table seal (
    region text not null references region (id),
    day date not null,
    documents bigint not null,
    previous text not null,
    hash text not null,
    primary key (region, day)
);

create table letter (
    id text primary key,
    region text not null references region (id),
    document text,
    seq bigint not null,
    n bigint not null,
    kind text not null,
    class text not null,
    party text,
    role text,
    contact text,
    copy boolean not null,
    language text not null,
    link bigint,
    data text,
    state text not null,
    due_at timestamptz not null,
    written_at timestamptz not null,
    attempts bigint not null,
    address text,
    sent_at timestamptz,
    reason text,
    subject text,
    body text
);
create index letter_document on letter (document, party);
create index letter_region on letter (region, id);
create index letter_due on letter (due_at) where state in ('queued', 'deferred', 'claimed');

create table letter_log (
    letter text not null references letter (id),
    n bigint not null,
    region text not null,
    at timestamptz not null,
    state text not null,
    reply text,
    primary key (letter, n)
);

-- Texts and files by their content.
create table prose (
    region text not null references region (id),
    hash text not null,
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

-- Commands that came with a key, so that each happens once.
create table done (
    region text not null,
    key text not null,
    body text not null,
    document text not null,
    first bigint not null,
    last bigint not null,
    phase text not null,
    at timestamptz not null,
    primary key (region, key)
);
create index done_at on done (at);

create table session (
    hash text primary key,
    region text not null references region (id),
    coordinator text not null references contact (id),
    created_at timestamptz not null,
    expires_at timestamptz not null
);

create table login (
    hash text primary key,
    region text not null references region (id),
    coordinator text not null references contact (id),
    expires_at timestamptz not null,
    used boolean not null
);

create table token (
    id text primary key,
    region text not null references region (id),
    name text not null,
    hash text not null unique,
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
