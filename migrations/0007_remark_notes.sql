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
