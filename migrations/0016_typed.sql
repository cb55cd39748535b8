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
