//! What becomes of letters, many in one statement, each step with a line in the letter's own log.

use crate::{
    Error, Ledger, LetterRow, LetterState,
    db::{KEPT, Tx, on},
    record_keys::RecordKey,
};
use chrono::{DateTime, Utc};
use sqlx::QueryBuilder;
use std::collections::HashSet;

/// Rows a statement, within SQLite's 32 766 parameters.
const ROWS: usize = 1000;

/// What became of a letter, or how far it has come.
#[derive(Clone, Debug)]
pub struct Mark {
    pub id: String,
    /// The attempt it tells of. Of a letter that was taken back or taken over meanwhile, only that it was accepted is
    /// still believed. `None`: whatever attempt, for what others tell of the letter later.
    pub attempt: Option<u32>,
    pub state: LetterState,
    pub at: DateTime<Utc>,
    /// When it is tried again, where it is.
    pub due_at: Option<DateTime<Utc>>,
    /// The address it was tried with.
    pub to: Option<String>,
    pub subject: Option<String>,
    /// As rendered, its link unsigned.
    pub body: Option<String>,
    /// What the other side said, or why it went no further.
    pub reply: Option<String>,
    /// It was begun, and is known not to have been taken: that was no handing over.
    pub returned: bool,
    /// Nobody came to it: that was no attempt.
    pub untried: bool,
}

impl Mark {
    /// What the attempt that `row` was claimed for has come to.
    pub fn of(row: &LetterRow, at: DateTime<Utc>, state: LetterState, reply: Option<String>) -> Self {
        Self {
            id: row.id.clone(),
            attempt: Some(row.attempts),
            state,
            at,
            due_at: None,
            to: None,
            subject: None,
            body: None,
            reply,
            returned: false,
            untried: false,
        }
    }
}

/// A line of a letter's log.
struct LogLine<'a> {
    letter: &'a str,
    at: DateTime<Utc>,
    state: LetterState,
    reply: Option<&'a str>,
    mac: Vec<u8>,
}

/// The keyed hash of a line that says that a letter got there; of any other, none. After it stands the hash of the address,
/// where the line tells of one: by itself, because an address can be erased. What the other side said is left out.
pub(crate) fn mac(
    key: &RecordKey,
    letter: &str,
    at: DateTime<Utc>,
    state: LetterState,
    address: Option<&str>,
) -> Vec<u8> {
    if !state.is_there() {
        return Vec::new();
    }
    let at = at.timestamp_micros().to_string();
    let line = ["letter", letter, &at, state.as_str()].join("\n");
    let mut mac = key.mac(&[line.as_bytes()]).bytes();
    if let Some(address) = address {
        mac.extend(key.mac(&[["address", letter, address].join("\n").as_bytes()]).bytes());
    }
    mac
}

impl Ledger {
    /// Writes down what became of letters, each with a line in its own log.
    pub async fn mark(&self, marks: Vec<Mark>) -> Result<(), Error> {
        self.begin(marks, Vec::new()).await.map(|_none| ())
    }

    /// Writes down what became of letters, and that the bytes of those in `begun` are about to leave. Gives those that
    /// may: whoever took a letter back or over meanwhile has stopped it here.
    pub async fn begin(&self, marks: Vec<Mark>, begun: Vec<Mark>) -> Result<HashSet<String>, Error> {
        if marks.is_empty() && begun.is_empty() {
            return Ok(HashSet::new());
        }
        let signing = self.signing()?.clone();
        let write = move |mut tx: Tx| async move {
            write(&mut tx, signing.current(), &marks).await?;
            let ours = write(&mut tx, signing.current(), &begun).await?;
            Ok((tx, ours))
        };
        self.db.write(write).await
    }

    /// Writes a line in a letter's log; the letter stays as it is.
    pub async fn note(&self, id: &str, at: DateTime<Utc>, state: LetterState, said: &str) -> Result<(), Error> {
        let (id, said) = (id.to_owned(), said.to_owned());
        let mac = mac(self.signing()?.current(), &id, at, state, None);
        let note = move |mut tx: Tx| async move {
            log(&mut tx, &[LogLine { letter: &id, at, state, reply: Some(&said), mac }]).await?;
            Ok((tx, ()))
        };
        self.db.write(note).await
    }
}

async fn write(tx: &mut Tx, key: &RecordKey, marks: &[Mark]) -> Result<HashSet<String>, Error> {
    let mut written = HashSet::new();
    for chunk in marks.chunks(ROWS) {
        let changed: Vec<String> = on!(tx, c => {
            let mut query = QueryBuilder::new(
                "with mark (id, attempt, state, at, due_at, address, subject, body, reply, returned, untried) as (",
            );
            query.push_values(chunk, |mut row, mark| {
                row.push_bind(mark.id.as_str())
                    .push_bind(mark.attempt.map_or(-1, i64::from))
                    .push_bind(mark.state.as_str())
                    .push_bind(mark.at.timestamp_micros())
                    .push_bind(mark.due_at.map(|at| at.timestamp_micros()))
                    .push_bind(mark.to.as_deref())
                    .push_bind(mark.subject.as_deref())
                    .push_bind(mark.body.as_deref())
                    .push_bind(mark.reply.as_deref())
                    .push_bind(i64::from(mark.returned))
                    .push_bind(i64::from(mark.untried));
            });
            query.push(
                ") update letter set state = mark.state, due_at = coalesce(mark.due_at, letter.due_at),
                   address = coalesce(mark.address, letter.address), subject = coalesce(mark.subject, letter.subject),
                   body = coalesce(mark.body, letter.body), reason = mark.reply,
                   data = case when letter.kind = 'login' and mark.state in ('accepted', 'uncertain', 'expired', 'suppressed')
                     then null else letter.data end,
                   attempts = letter.attempts - mark.untried,
                   handed = letter.handed - mark.returned + case when mark.state = 'data' then 1 else 0 end,
                   sent_at = case when mark.state in ('accepted', 'captured') then mark.at else letter.sent_at end
                 from mark where letter.id = mark.id and (mark.attempt < 0 or (letter.attempts = mark.attempt
                   and (letter.state = 'claimed' or (letter.state = 'data' and mark.state <> 'data')))
                   or mark.state = 'accepted')
                 returning letter.id",
            );
            query.build_query_scalar().persistent(chunk.len() <= KEPT).fetch_all(c).await?
        });
        let changed: HashSet<String> = changed.into_iter().collect();
        let line = |mark: &'_ Mark| changed.contains(&mark.id);
        let lines = chunk.iter().filter(|mark| line(mark)).map(|mark| LogLine {
            letter: &mark.id,
            at: mark.at,
            state: mark.state,
            reply: mark.reply.as_deref(),
            mac: mac(key, &mark.id, mark.at, mark.state, mark.to.as_deref()),
        });
        log(tx, &lines.collect::<Vec<_>>()).await?;
        written.extend(changed);
    }
    Ok(written)
}

/// One line in each letter's log, all alike, of a state in which no letter has got there.
pub(crate) async fn log_all(
    tx: &mut Tx,
    letters: &[String],
    at: DateTime<Utc>,
    state: LetterState,
    reply: Option<&str>,
) -> Result<(), Error> {
    let lines: Vec<LogLine> =
        letters.iter().map(|letter| LogLine { letter, at, state, reply, mac: Vec::new() }).collect();
    log(tx, &lines).await
}

async fn log(tx: &mut Tx, lines: &[LogLine<'_>]) -> Result<(), Error> {
    for chunk in lines.chunks(ROWS) {
        on!(tx, c => {
            let mut query = QueryBuilder::new("with line (letter, at, state, reply, mac) as (");
            query.push_values(chunk, |mut row, line| {
                row.push_bind(line.letter).push_bind(line.at.timestamp_micros()).push_bind(line.state.as_str()).push_bind(line.reply).push_bind(line.mac.as_slice());
            });
            query.push(
                ") insert into letter_log (letter, n, at, state, reply, mac)
                 select letter.key, (select count(*) from letter_log old where old.letter = letter.key) + 1,
                   line.at, line.state, line.reply, line.mac
                 from line join letter on letter.id = line.letter",
            );
            query.build().persistent(chunk.len() <= KEPT).execute(c).await?;
        });
    }
    Ok(())
}
