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
    raw bytea not null
);
create index incoming_region on incoming (region, received_at, id);
create index incoming_document on incoming (document) where document is not null;

create table incoming_file (
    incoming text not null references incoming (id),
    n bigint not null,
    region text not null,
    hash text not null,
    name text not null,
    primary key (incoming, n)
);

-- Who erased a person's particulars, and when. Whose they were is what was erased.
create table erasure (
    region text not null references region (id),
    at timestamptz not null,
    by_whom text not null,
    rows bigint not null,
    primary key (region, at)
);
