//! What a batch wrote, in one statement a table. Rows are sorted by document: opposite orders would deadlock.

use super::batch::{DocumentLine, LetterLine, Rows};
use crate::{
    Error, LetterState,
    db::{Tx, on},
};
use chrono::{DateTime, Utc};
use procedure::{Cancel, DocumentId, FOLD, LetterKind, Role};
use sqlx::QueryBuilder;

/// Rows a statement, within SQLite's 32 766 parameters.
const ROWS: usize = 1000;
/// Rows up to which a statement is kept prepared: what a quiet day's commands write.
const KEPT: usize = 8;
/// Alternatives a condition, within the depth SQLite parses.
const ALTERNATIVES: usize = 250;

pub(super) async fn write(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    cancels(tx, &rows.cancels).await?;
    events(tx, rows).await?;
    letters(tx, &rows.letters).await?;
    keys(tx, rows).await?;
    texts(tx, rows).await?;
    signers(tx, rows).await?;
    documents(tx, rows).await
}

async fn events(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    let mut sorted: Vec<_> = rows.events.iter().collect();
    sorted.sort_by(|a, b| (&a.document, a.seq).cmp(&(&b.document, b.seq)));
    for chunk in sorted.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new("insert into event (document, seq, region, at, actor, body, hash) ");
            query.push_values(chunk, |mut row, event| {
                row.push_bind(event.document.as_str())
                    .push_bind(i64::from(event.seq))
                    .push_bind(event.region.as_str())
                    .push_bind(event.at)
                    .push_bind(event.actor.as_str())
                    .push_bind(event.body.as_str())
                    .push_bind(event.hash.0.as_str());
            });
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}

async fn letters(tx: &mut Tx, lines: &[LetterLine]) -> Result<(), Error> {
    for chunk in lines.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new(
                "insert into letter (id, region, document, seq, n, kind, class, party, role, contact, copy, language, link, \
                 state, reason, due_at, written_at, attempts) ",
            );
            query.push_values(chunk, |mut row, line| {
                row.push_bind(format!("{}-{}-{}", line.document, line.seq, line.n))
                    .push_bind(line.region.as_str())
                    .push_bind(line.document.as_str())
                    .push_bind(i64::from(line.seq))
                    .push_bind(i64::from(line.n))
                    .push_bind(line.kind.as_str())
                    .push_bind(line.class.as_str())
                    .push_bind(line.party.as_ref().map(procedure::PartyId::as_str))
                    .push_bind(line.role.map(Role::as_str))
                    .push_bind(line.contact.as_ref().map(procedure::ContactId::as_str))
                    .push_bind(line.copy)
                    .push_bind(line.language.as_str())
                    .push_bind(line.link.map(i64::from))
                    .push_bind(line.state)
                    .push_bind(line.reason)
                    .push_bind(line.at)
                    .push_bind(line.at)
                    .push_bind(0_i64);
            });
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}

/// Letters that wait and have lost their purpose.
async fn cancels(tx: &mut Tx, cancels: &[(DocumentId, Cancel, DateTime<Utc>)]) -> Result<(), Error> {
    for chunk in cancels.chunks(ALTERNATIVES) {
        let Some((_, _, at)) = chunk.last() else { continue };
        let taken: Vec<String> = on!(tx, c => {
            let mut query = QueryBuilder::new("update letter set state = 'cancelled' where state in ");
            // One that is claimed has not gone either: its sender asks once more before it does.
            query.push("('queued', 'claimed', 'deferred', 'held') and (");
            for (n, (document, cancel, _)) in chunk.iter().enumerate() {
                query.push(if n == 0 { "document = " } else { " or document = " }).push_bind(document.as_str());
                if let Some(party) = &cancel.party {
                    query.push(" and party = ").push_bind(party.as_str());
                }
                if !cancel.kinds.is_empty() {
                    query.push(" and kind in (");
                    let mut kinds = query.separated(", ");
                    for kind in cancel.kinds.iter().copied().map(LetterKind::as_str) {
                        kinds.push_bind(kind);
                    }
                    query.push(")");
                }
            }
            query.push(") returning id");
            query.build_query_scalar().persistent(false).fetch_all(c).await?
        });
        crate::marks::log_all(tx, &taken, *at, LetterState::Cancelled, None).await?;
    }
    Ok(())
}

async fn keys(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    for chunk in rows.keys.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new("insert into done (region, key, body, document, first, last, phase, at) ");
            query.push_values(chunk, |mut row, (done, at)| {
                row.push_bind(done.region.as_str())
                    .push_bind(done.key.as_str())
                    .push_bind(done.body.as_str())
                    .push_bind(done.document.as_str())
                    .push_bind(done.first)
                    .push_bind(done.last)
                    .push_bind(done.phase.as_str())
                    .push_bind(*at);
            });
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}

async fn texts(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    for chunk in rows.texts.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new("insert into prose (region, hash, body) ");
            query.push_values(chunk, |mut row, (region, hash, body)| {
                row.push_bind(region.as_str()).push_bind(&hash.0).push_bind(body.as_str());
            });
            query.push(" on conflict (region, hash) do nothing");
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}

async fn signers(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    for chunk in rows.signers.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new("insert into signer (id, region, name, role) ");
            query.push_values(chunk, |mut row, signer| {
                row.push_bind(signer.id.as_str())
                    .push_bind(signer.region.as_str())
                    .push_bind(signer.name.as_str())
                    .push_bind(signer.role.as_str());
            });
            // Written before, if the answer to that was lost.
            query.push(" on conflict (id) do nothing");
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}

async fn documents(tx: &mut Tx, rows: &Rows) -> Result<(), Error> {
    let all: Vec<(&DocumentId, &DocumentLine)> = rows.documents.iter().collect();
    for chunk in all.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new(
                "insert into document (id, region, seq, fold, kind, title, phase, wakes_on, state, head, created_at, changed_at) ",
            );
            query.push_values(chunk, |mut row, (id, line)| {
                row.push_bind(id.as_str())
                    .push_bind(line.region.as_str())
                    .push_bind(i64::from(line.seq))
                    .push_bind(FOLD)
                    .push_bind(line.kind.as_str())
                    .push_bind(line.title.as_str())
                    .push_bind(line.phase)
                    .push_bind(line.wakes_on)
                    .push_bind(line.state.as_str())
                    .push_bind(line.head.0.as_str())
                    .push_bind(line.created_at)
                    .push_bind(line.changed_at);
            });
            query.push(
                " on conflict (id) do update set seq = excluded.seq, fold = excluded.fold, title = excluded.title, \
                 phase = excluded.phase, wakes_on = excluded.wakes_on, state = excluded.state, head = excluded.head, \
                 changed_at = excluded.changed_at",
            );
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}
