//! What a batch wrote, in one statement a table. Rows are sorted by document: opposite orders would deadlock.

use super::order::DoneRow;
use super::{
    Signer,
    batch::{DocumentLine, EventRow, LetterLine, Rows},
    entries, load,
};
use crate::{
    Digest, Error, LetterState,
    db::{Db, Handle, on},
    packed::pack,
    positions::first,
    public_answers::applied,
    script::Script,
};
use chrono::{DateTime, Utc};
use procedure::{Cancel, ContactId, DocumentId, FOLD, PartyId, RegionId};
use std::{
    collections::{BTreeMap, BTreeSet},
    mem::take,
};

/// Letters named in a statement.
const NAMED: usize = 1000;

/// A batch as it goes to the database.
pub(super) struct Prepared {
    script: Result<Script, Error>,
    cancels: Vec<(DocumentId, Cancel, DateTime<Utc>)>,
}

impl Prepared {
    pub fn new(db: &Db, rows: Rows) -> Self {
        let Rows { events: log, letters: post, cancels, documents: now, keys: done, texts: prose, .. } = rows;
        let mut script = Script::new(db);
        bases(&mut script, &rows.bases);
        let raised = entries::enter(&mut script, &rows.entries);
        rosters(&mut script, &rows.rosters, &raised);
        applied::apply(&mut script, &rows.public);
        newest_key(&mut script, &log);
        letters(&mut script, post);
        keys(&mut script, done);
        texts(&mut script, prose);
        signers(&mut script, rows.signers);
        let script = documents(&mut script, now).map(|()| {
            events(&mut script, log);
            script
        });
        Self { script, cancels }
    }

    /// Carried out, unless a document or a register is another than the batch was decided on. Letters that lose their
    /// purpose are looked for only now: the batch before may have written them.
    pub async fn carry_out(self, db: &Db) -> Result<(), Error> {
        let mut script = self.script?;
        if let Some((_, _, at)) = self.cancels.last() {
            cancel(&mut script, &load::waiting(db, &self.cancels).await?, *at);
        }
        script.run().await
    }
}

/// A setting without a value is refused, and all that is written with it. That two would write the same event shows
/// without this; that a database has lost what it had acknowledged, as after the loss of a server, does not.
fn bases(script: &mut Script, bases: &BTreeMap<DocumentId, Option<Digest>>) {
    if bases.is_empty() {
        return;
    }
    let head = |head: &Option<Digest>| head.map_or_else(Vec::new, Digest::bytes);
    let guard = "insert into setting (name, value) select 'base', null from (";
    let other =
        ") as base left join document on document.id = base.id where coalesce(document.head, base.none) <> base.head";
    match script.statement(bases.len()).handle() {
        Handle::Sqlite(query) => {
            query.push(guard).push("select column1 as id, column2 as head, x'' as none from (");
            query.push_values(bases, |mut row, (id, base)| {
                row.push_bind(id.as_str()).push_bind(head(base));
            });
            query.push(")").push(other);
        }
        Handle::Pg(query) => {
            query.push(guard).push("select id, head, ''::bytea as none from unnest(");
            query.push_bind(bases.keys().map(|id| id.0.clone()).collect::<Vec<_>>()).push(", ");
            query.push_bind(bases.values().map(head).collect::<Vec<_>>()).push(") as given (id, head)").push(other);
        }
    }
}

/// The revision that the batch was decided by, or the one after it where the batch itself raises it.
fn rosters(script: &mut Script, rosters: &BTreeMap<RegionId, i64>, raised: &BTreeSet<&RegionId>) {
    for (region, revision) in rosters {
        let revision = revision + i64::from(raised.contains(region));
        on!(script.statement(0), query => {
            query.push("insert into setting (name, value) select 'roster', null from region where id = ");
            query.push_bind(region.as_str()).push(" and roster <> ").push_bind(revision);
        });
    }
}

/// A key that has been handed over writes no more: a node with the old key file is to be given the new one.
fn newest_key(script: &mut Script, events: &[EventRow]) {
    let Some(event) = events.first() else { return };
    on!(script.statement(0), query => {
        query.push("insert into setting (name, value) select 'record_key', null from record_key where n > ");
        query.push_bind(i64::from(event.key));
    });
}

/// Only what is taken back is written in a letter's log: its sender may have been faster.
fn cancel(script: &mut Script, letters: &[String], at: DateTime<Utc>) {
    let cancelled = LetterState::Cancelled.as_str();
    for chunk in letters.chunks(NAMED) {
        on!(script.step(chunk.len()), query => {
            query.push("update letter set state = ").push_bind(cancelled);
            query.push(" where state in ('queued', 'claimed', 'deferred', 'held') and id in (");
            let mut ids = query.separated(", ");
            for id in chunk {
                ids.push_bind(id.as_str());
            }
            query.push(")");
        });
        on!(script.step(chunk.len()), query => {
            query.push(
                "insert into letter_log (letter, n, at, state, mac)
                 select key, (select count(*) from letter_log old where old.letter = letter.key) + 1, ",
            );
            query.push_bind(at.timestamp_micros()).push(", state, ").push_bind(Vec::<u8>::new()).push(" from letter where state = ").push_bind(cancelled).push(" and id in (");
            let mut ids = query.separated(", ");
            for id in chunk {
                ids.push_bind(id.as_str());
            }
            query.push(") and not exists (select 1 from letter_log old where old.letter = letter.key and old.state = letter.state)");
        });
    }
}

/// In the order they were decided: of a document's events the earlier has the lower position.
fn events(script: &mut Script, rows: Vec<EventRow>) {
    let mut regions: BTreeMap<i64, Vec<EventRow>> = BTreeMap::new();
    for row in rows {
        regions.entry(row.region).or_default().push(row);
    }
    let into = "event (id, document, seq, kind, actor_kind, at, actor, body, letters, key, hash)";
    for (region, rows) in regions {
        let count = rows.len();
        let (last, before) = (script.positions(region, count), first(region));
        let select = format!(
            "{before} + {last} - {count} + column1, column2, column3, column4, column5, column6, column7, column8, column9, \
             column10, column11"
        );
        let mut rows: Vec<(i64, EventRow)> = (1..).zip(rows).collect();
        script.insert_as(into, &select, &mut rows, "", |row, (n, event)| {
            row.number(*n)
                .number(event.document)
                .number(i64::from(event.seq))
                .text(event.kind)
                .text(event.actor_kind)
                .number(event.at.timestamp_micros())
                .own_text(take(&mut event.actor))
                .own_text(take(&mut event.body))
                .bytes(take(&mut event.letters))
                .number(i64::from(event.key))
                .bytes(event.hash.bytes());
        });
    }
}

fn letters(script: &mut Script, mut lines: Vec<LetterLine>) {
    let into = "letter (id, region, document, seq, n, kind, party, contact, copy, language, link, state, reason, due_at, \
                written_at, attempts)";
    script.insert(into, &mut lines, "", |row, line| {
        row.own_text(format!("{}-{}-{}", line.document, line.seq, line.n))
            .text(line.region.as_str())
            .text(line.document.as_str())
            .number(i64::from(line.seq))
            .number(i64::from(line.n))
            .text(line.kind.as_str())
            .text(line.party.as_ref().map(PartyId::as_str))
            .text(line.contact.as_ref().map(ContactId::as_str))
            .truth(line.copy)
            .text(line.language.as_str())
            .number(line.link.map(i64::from))
            .text(line.state)
            .text(line.reason)
            .number(line.at.timestamp_micros())
            .number(line.at.timestamp_micros())
            .number(0);
    });
}

fn keys(script: &mut Script, mut keys: Vec<(DoneRow, DateTime<Utc>)>) {
    let into = "done (region, key, body, document, first, last, phase, at)";
    script.insert(into, &mut keys, "", |row, (done, at)| {
        row.own_text(take(&mut done.region))
            .own_text(take(&mut done.key))
            .bytes(take(&mut done.body))
            .number(done.document)
            .number(done.first)
            .number(done.last)
            .own_text(take(&mut done.phase))
            .number(at.timestamp_micros());
    });
}

fn texts(script: &mut Script, mut texts: Vec<(RegionId, Digest, String)>) {
    let end = " on conflict (region, hash) do nothing";
    script.insert("prose (region, hash, body)", &mut texts, end, |row, (region, hash, body)| {
        row.own_text(take(&mut region.0)).bytes(hash.bytes()).own_text(take(body));
    });
}

fn signers(script: &mut Script, mut signers: Vec<Signer>) {
    // Prepared before, if the answer to that was lost.
    let end = " on conflict (id) do nothing";
    script.insert("signer (id, region, name, role, mac)", &mut signers, end, |row, signer| {
        row.own_text(take(&mut signer.id.0))
            .own_text(take(&mut signer.region.0))
            .own_text(take(&mut signer.name))
            .own_text(take(&mut signer.role))
            .bytes(take(&mut signer.mac));
    });
}

fn documents(script: &mut Script, mut lines: Vec<DocumentLine>) -> Result<(), Error> {
    let into =
        "document (key, id, region, seq, fold, kind, title, phase, wakes_on, state, head, created_at, changed_at)";
    let end = " on conflict (key) do update set seq = excluded.seq, fold = excluded.fold, title = excluded.title, \
               phase = excluded.phase, wakes_on = excluded.wakes_on, state = excluded.state, head = excluded.head, \
               changed_at = excluded.changed_at";
    let states = lines.iter().map(|line| pack(&line.now.state)).collect::<Result<Vec<_>, _>>()?;
    let mut rows: Vec<_> = lines.iter_mut().zip(states).collect();
    script.insert(into, &mut rows, end, |row, (DocumentLine { id, now, wakes_on, changed_at }, packed)| {
        row.number(now.key)
            .own_text(take(&mut id.0))
            .own_text(take(&mut now.region.0))
            .number(i64::from(now.state.seq))
            .number(FOLD)
            .text(now.state.kind.as_str())
            .text(now.state.title.as_str())
            .text(now.state.phase().as_str())
            .day(*wakes_on)
            .bytes(take(packed))
            .bytes(now.head.bytes())
            .instant(now.created_at)
            .instant(*changed_at);
    });
    Ok(())
}
