//! Letters as they are looked at: by document, recipient, kind and state, each with its own log.

use crate::{Error, Ledger, db::on, views::instant};
use chrono::{DateTime, Utc};
use procedure::{Class, ContactId, DocumentId, LetterKind, PartyId, RegionId, Role};
use sqlx::{AssertSqlSafe, QueryBuilder};
use std::collections::BTreeMap;

macro_rules! states {
    ($($name:ident = $text:literal),+ $(,)?) => {
        /// Where a letter stands. One set everywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum LetterState { $($name),+ }

        impl LetterState {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

states! {
    Queued = "queued",
    Claimed = "claimed",
    Data = "data",
    Accepted = "accepted",
    Deferred = "deferred",
    Failed = "failed",
    Suppressed = "suppressed",
    Expired = "expired",
    Cancelled = "cancelled",
    Held = "held",
    Uncertain = "uncertain",
    Captured = "captured",
    Bounced = "bounced",
    Delivered = "delivered",
}

/// How many letters of a kind are in a state.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Tally {
    pub kind: String,
    pub state: String,
    pub count: i64,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    state: String,
    count: i64,
    oldest: i64,
}

/// The condition of `letter_trouble`, word for word: letters somebody must deal with.
pub(crate) const TROUBLE: &str =
    "(state = 'failed' or state = 'bounced' or state = 'suppressed' or state = 'held' or state = 'uncertain')";

/// How many letters wait in a state, and since when the oldest was written.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub state: String,
    pub count: i64,
    pub oldest: DateTime<Utc>,
}

impl LetterState {
    /// Whether the letter has got there, as far as the other side said.
    pub fn is_there(self) -> bool {
        matches!(self, Self::Accepted | Self::Captured | Self::Delivered)
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == text)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// `{document}-{event}-{n}`, or minted for a letter of no document.
    pub id: String,
    pub region: RegionId,
    pub document: Option<DocumentId>,
    /// The event it was written with.
    pub seq: u32,
    pub kind: LetterKind,
    pub class: Class,
    pub party: Option<PartyId>,
    pub role: Option<Role>,
    pub contact: Option<ContactId>,
    /// For the registry to journalise: holds no link.
    pub copy: bool,
    pub language: String,
    pub link: Option<u32>,
    /// What a letter of no document says, as JSON.
    pub data: Option<String>,
    pub state: LetterState,
    pub due_at: DateTime<Utc>,
    pub written_at: DateTime<Utc>,
    pub attempts: u32,
    /// How many times it was handed over, or may have been.
    pub handed: u32,
    /// The address at the last attempt; before it, the contact's own.
    pub to: Option<String>,
    pub sent_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub subject: Option<String>,
    /// As rendered, its link unsigned.
    pub body: Option<String>,
    /// The first letter about the same document to the same party.
    pub thread: Option<String>,
}

#[derive(sqlx::FromRow)]
pub(crate) struct StoredLetter {
    id: String,
    region: String,
    document: Option<String>,
    seq: i64,
    kind: String,
    party: Option<String>,
    role: Option<String>,
    contact: Option<String>,
    copy: bool,
    language: String,
    link: Option<i64>,
    data: Option<String>,
    state: String,
    due_at: i64,
    written_at: i64,
    attempts: i64,
    handed: i64,
    address: Option<String>,
    sent_at: Option<i64>,
    reason: Option<String>,
    subject: Option<String>,
    body: Option<String>,
    thread: Option<String>,
}

impl StoredLetter {
    /// `None` for a kind or state of a newer version.
    pub fn row(self) -> Option<LetterRow> {
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let kind = LetterKind::parse(&self.kind)?;
        Some(LetterRow {
            kind,
            class: kind.class(),
            state: LetterState::parse(&self.state)?,
            role: self.role.as_deref().and_then(Role::parse),
            id: self.id,
            region: RegionId(self.region),
            document: self.document.map(DocumentId),
            seq: number(self.seq),
            party: self.party.map(PartyId),
            contact: self.contact.map(ContactId),
            copy: self.copy,
            language: self.language,
            link: self.link.map(number),
            data: self.data,
            due_at: instant(self.due_at),
            written_at: instant(self.written_at),
            attempts: number(self.attempts),
            handed: number(self.handed),
            to: self.address,
            sent_at: self.sent_at.map(instant),
            reason: self.reason,
            subject: self.subject,
            body: self.body,
            thread: self.thread,
        })
    }
}

/// When a letter came into a state, and what the other side said.
pub type Transition = (DateTime<Utc>, LetterState, Option<String>);

/// Which letters of a region, newest first.
#[derive(Clone, Debug, Default)]
pub struct LetterFilter {
    pub document: Option<DocumentId>,
    pub party: Option<PartyId>,
    pub to: Option<String>,
    pub kind: Option<LetterKind>,
    pub state: Option<LetterState>,
    pub after: Option<String>,
    pub limit: u32,
}

impl Ledger {
    pub async fn letters(&self, region: &RegionId, filter: &LetterFilter) -> Result<Vec<LetterRow>, Error> {
        let lines: Vec<StoredLetter> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(
                "select l.id, l.region, l.document, l.seq, l.kind, l.party, c.role, l.contact, l.copy, l.language,
                   l.link, l.data, l.state, l.due_at, l.written_at, l.attempts, l.handed, coalesce(l.address, c.address) as address,
                   l.sent_at, l.reason, l.subject, l.body,
                   (select t.id from letter t where t.document = l.document and t.party = l.party order by t.seq, t.n limit 1)
                     as thread
                 from letter l left join contact c on c.id = l.contact where l.region = ",
            );
            query.push_bind(region.as_str());
            if let Some(document) = &filter.document {
                query.push(" and l.document = ").push_bind(document.as_str());
            }
            if let Some(party) = &filter.party {
                query.push(" and l.party = ").push_bind(party.as_str());
            }
            if let Some(to) = &filter.to {
                query.push(" and lower(coalesce(l.address, c.address)) = lower(").push_bind(to.as_str()).push(")");
            }
            if let Some(kind) = filter.kind {
                query.push(" and l.kind = ").push_bind(kind.as_str());
            }
            if let Some(state) = filter.state {
                // A literal: `letter_trouble` holds some states only, and is used where the planner sees which is asked for.
                query.push(format_args!(" and l.state = '{}'", state.as_str()));
            }
            if let Some(after) = &filter.after {
                query.push(" and l.key < (select a.key from letter a where a.id = ").push_bind(after.as_str()).push(")");
            }
            query.push(" order by l.key desc limit ").push_bind(i64::from(filter.limit));
            query.build_query_as().fetch_all(c).await?
        });
        Ok(lines.into_iter().filter_map(StoredLetter::row).collect())
    }

    pub async fn letter(&self, region: &RegionId, id: &str) -> Result<Option<LetterRow>, Error> {
        let line: Option<StoredLetter> = on!(self.db.read, c => {
            sqlx::query_as(
                "select l.id, l.region, l.document, l.seq, l.kind, l.party, c.role, l.contact, l.copy, l.language,
                   l.link, l.data, l.state, l.due_at, l.written_at, l.attempts, l.handed, coalesce(l.address, c.address) as address,
                   l.sent_at, l.reason, l.subject, l.body,
                   (select t.id from letter t where t.document = l.document and t.party = l.party order by t.seq, t.n limit 1)
                     as thread
                 from letter l left join contact c on c.id = l.contact where l.region = $1 and l.id = $2",
            )
            .bind(region.as_str())
            .bind(id)
            .fetch_optional(c)
            .await?
        });
        Ok(line.and_then(StoredLetter::row))
    }

    /// A letter that is still on its way, or waits for a person; `None` where there is none.
    pub async fn unsettled(&self, region: &RegionId) -> Result<Option<String>, Error> {
        // Each condition is an index's own, so that letters long done with are not looked at.
        Ok(on!(self.db.read, c => {
            sqlx::query_scalar(AssertSqlSafe(format!(
                "select id from (
                   select id from letter where region = $1 and state in ('queued', 'deferred', 'claimed') and state <> 'deferred'
                   union all select id from letter where region = $1 and state = 'data'
                   union all select id from letter where region = $1 and {TROUBLE} and state = 'held'
                 ) as waiting order by id limit 1",
            )))
            .bind(region.as_str())
            .fetch_optional(c)
            .await?
        }))
    }

    /// Letters not done with, by state.
    pub async fn waiting(&self) -> Result<Vec<Waiting>, Error> {
        let rows: Vec<WaitingRow> = on!(self.db.read, c => {
            sqlx::query_as(AssertSqlSafe(format!(
                "select state, count(*) as count, min(written_at) as oldest from letter
                 where state in ('queued', 'deferred', 'claimed') group by state
                 union all select state, count(*), min(written_at) from letter where state = 'data' group by state
                 union all select state, count(*), min(written_at) from letter where {TROUBLE} and state = 'held' group by state",
            )))
            .fetch_all(c)
            .await?
        });
        let waiting = |row: WaitingRow| Waiting { state: row.state, count: row.count, oldest: instant(row.oldest) };
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// How many letters a region has written.
    pub async fn count_letters(&self, region: &RegionId) -> Result<usize, Error> {
        let count: i64 = on!(self.db.read, c => {
            sqlx::query_scalar("select count(*) from letter where region = $1").bind(region.as_str()).fetch_one(c).await?
        });
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// How many letters of each kind there are in each state.
    pub async fn tally(&self, region: &RegionId) -> Result<Vec<Tally>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select kind, state, count(*) as count from letter where region = $1 group by kind, state")
                .bind(region.as_str())
                .fetch_all(c)
                .await?
        }))
    }

    /// A letter's own log: when it came into which state, and what the other side said.
    pub async fn letter_log(&self, region: &RegionId, id: &str) -> Result<Vec<Transition>, Error> {
        let lines: Vec<LogLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select letter, at, state, reply from (
                   select id as letter, 0 as n, written_at as at, 'queued' as state, null as reply
                   from letter where region = $1 and id = $2 and contact is not null
                   union all select l.id, g.n, g.at, g.state, g.reply from letter l join letter_log g on g.letter = l.key
                   where l.region = $1 and l.id = $2
                 ) as log order by n",
            )
                .bind(region.as_str())
                .bind(id)
                .fetch_all(c)
                .await?
        });
        Ok(lines.into_iter().filter_map(LogLine::transition).map(|(_, transition)| transition).collect())
    }

    /// The same of every letter of a document, by letter.
    pub async fn letter_logs(
        &self,
        region: &RegionId,
        document: &DocumentId,
    ) -> Result<BTreeMap<String, Vec<Transition>>, Error> {
        let lines: Vec<LogLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select letter, at, state, reply from (
                   select id as letter, 0 as n, written_at as at, 'queued' as state, null as reply
                   from letter where region = $1 and document = $2 and contact is not null
                   union all select l.id, g.n, g.at, g.state, g.reply from letter l join letter_log g on g.letter = l.key
                   where l.region = $1 and l.document = $2
                 ) as log order by letter, n",
            )
                .bind(region.as_str())
                .bind(document.as_str())
                .fetch_all(c)
                .await?
        });
        let mut logs: BTreeMap<String, Vec<Transition>> = BTreeMap::new();
        for (letter, transition) in lines.into_iter().filter_map(LogLine::transition) {
            logs.entry(letter).or_default().push(transition);
        }
        Ok(logs)
    }
}

#[derive(sqlx::FromRow)]
struct LogLine {
    letter: String,
    at: i64,
    state: String,
    reply: Option<String>,
}

impl LogLine {
    fn transition(self) -> Option<(String, Transition)> {
        Some((self.letter, (instant(self.at), LetterState::parse(&self.state)?, self.reply)))
    }
}
