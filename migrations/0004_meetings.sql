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
