//! What the public answers: records of their own, which no state and no log holds. How they come in is `intake`; what they
//! are counted and proved by is `count`; which are alike, `groups`; what commands do to them is `applied`, in the transaction of their events.

pub(crate) mod applied;
mod count;
mod groups;
pub(crate) mod intake;
mod leaf;

pub(crate) use count::lines;
pub(crate) use groups::GroupLine;
pub use intake::{Confirmed, HandedIn, NewFile};
pub(crate) use leaf::person_mac;

use crate::{
    Digest, Error, Ledger,
    db::{Tx, on},
    views::instant,
};
use chrono::{DateTime, Utc};
use procedure::{DocumentId, Hash, PartId, PublicVerdict, RegionId, Verdict};
use serde::{Deserialize, Serialize};

/// A round of hearing of a document that anyone may answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicRound {
    pub document: DocumentId,
    /// From 1.
    pub case: u32,
    pub round: u32,
}

/// How many have answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicHearing {
    pub round: PublicRound,
    pub open: bool,
    pub answers: u32,
    pub groups: u32,
    pub unconfirmed: u32,
    /// Nobody at the desk has looked at so many, the oldest since an instant.
    pub waiting: u32,
    pub waiting_since: Option<DateTime<Utc>>,
}

/// A file of an answer: its hash, and what it was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFile {
    pub hash: Hash,
    pub name: String,
}

/// An answer of the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAnswer {
    pub id: String,
    pub region: RegionId,
    pub round: PublicRound,
    pub number: u32,
    pub section: Option<PartId>,
    pub body: Hash,
    pub files: Vec<PublicFile>,
    pub person: String,
    /// Empty where it was erased.
    pub name: String,
    pub address: String,
    /// Of its letters.
    pub language: String,
    /// The number of the first that is alike.
    pub first: u32,
    pub received_at: DateTime<Utc>,
    pub confirmed_at: DateTime<Utc>,
    pub released: bool,
    pub legal_basis: Option<String>,
    pub redacted: Option<Hash>,
    pub redacted_file: Option<Hash>,
}

/// Answers that are alike, with the verdict on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicGroup {
    pub first: u32,
    pub answers: u32,
    pub verdict: Option<(Verdict, String)>,
    /// When and by whom it was given.
    pub given: Option<PublicVerdict>,
}

/// Handed in, and not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    pub id: String,
    pub region: RegionId,
    pub round: PublicRound,
    pub section: Option<PartId>,
    pub body: String,
    pub name: String,
    pub address: String,
    pub files: Vec<String>,
    /// Of its letters.
    pub language: String,
    pub received_at: DateTime<Utc>,
}

/// Which groups are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighed {
    All,
    /// Those without a verdict.
    Open,
    /// Those whose verdict waits for a second person, where the kind asks for one.
    Unapproved,
}

#[derive(sqlx::FromRow)]
struct HearingLine {
    document: String,
    case_n: i64,
    round: i64,
    open: bool,
    answers: i64,
    alike: i64,
    unconfirmed: i64,
    waiting: i64,
    waiting_since: Option<i64>,
}

#[derive(sqlx::FromRow)]
pub(crate) struct AnswerLine {
    pub document: String,
    pub case_n: i64,
    pub round: i64,
    pub number: i64,
    pub id: String,
    pub region: String,
    pub section: Option<String>,
    #[sqlx(try_from = "Vec<u8>")]
    pub body: Digest,
    pub files: String,
    pub person: String,
    language: String,
    pub first: i64,
    pub received_at: i64,
    pub confirmed_at: i64,
    pub released: bool,
    pub legal_basis: Option<String>,
    pub redacted: Option<Vec<u8>>,
    pub redacted_file: Option<String>,
    pub mac: Vec<u8>,
    name: Option<String>,
    address: Option<String>,
    person_mac: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct UnconfirmedLine {
    id: String,
    region: String,
    document: String,
    case_n: i64,
    round: i64,
    section: Option<String>,
    body: String,
    name: String,
    address: String,
    language: String,
    received_at: i64,
}

/// An answer with whoever gave it.
macro_rules! answer {
    ($rest:literal) => {
        concat!(
            "select a.document, a.case_n, a.round, a.number, a.id, a.region, a.section, a.body, a.files, a.person, a.language, a.first,
               a.received_at, a.confirmed_at, a.released, a.legal_basis, a.redacted, a.redacted_file, a.mac, p.name, p.address, p.mac as person_mac
             from public_answer a left join public_person p on p.id = a.person ",
            $rest
        )
    };
}
pub(crate) use answer;

fn number(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl PublicRound {
    fn of(document: String, case: i64, round: i64) -> Self {
        Self { document: DocumentId(document), case: number(case), round: number(round) }
    }
}

impl HearingLine {
    fn row(self) -> PublicHearing {
        PublicHearing {
            round: PublicRound::of(self.document, self.case_n, self.round),
            open: self.open,
            answers: number(self.answers),
            groups: number(self.alike),
            unconfirmed: number(self.unconfirmed),
            waiting: number(self.waiting),
            waiting_since: self.waiting_since.map(instant),
        }
    }
}

impl AnswerLine {
    /// Name, address and keyed hash of whoever answered.
    pub fn whom(&self) -> Option<(&str, &str, &[u8])> {
        Some((self.name.as_deref()?, self.address.as_deref()?, self.person_mac.as_deref()?))
    }

    pub fn files(&self) -> Vec<PublicFile> {
        serde_json::from_str(&self.files).unwrap_or_default()
    }

    /// What it is exempt from disclosure by, with its redacted version as a text and as a file.
    pub fn exempt(&self) -> Option<(&str, Option<Hash>, Option<Hash>)> {
        let redacted = self.redacted.clone().map(|hash| Hash(Digest::from(hash).to_string()));
        let file = self.redacted_file.clone().map(Hash);
        match &self.legal_basis {
            None if redacted.is_none() && file.is_none() => None,
            basis => Some((basis.as_deref().unwrap_or_default(), redacted, file)),
        }
    }

    fn row(self) -> PublicAnswer {
        let files = self.files();
        PublicAnswer {
            files,
            id: self.id,
            region: RegionId(self.region),
            round: PublicRound::of(self.document, self.case_n, self.round),
            number: number(self.number),
            section: self.section.map(PartId),
            body: Hash(self.body.to_string()),
            person: self.person,
            name: self.name.unwrap_or_default(),
            address: self.address.unwrap_or_default(),
            language: self.language,
            first: number(self.first),
            received_at: instant(self.received_at),
            confirmed_at: instant(self.confirmed_at),
            released: self.released,
            legal_basis: self.legal_basis,
            redacted: self.redacted.map(|hash| Hash(Digest::from(hash).to_string())),
            redacted_file: self.redacted_file.map(Hash),
        }
    }
}

impl PublicAnswer {
    /// Whether anyone may read it whole.
    pub fn is_open(&self) -> bool {
        self.released && self.legal_basis.is_none()
    }
}

impl Ledger {
    /// Every hearing of a document that anyone could answer, in their order.
    pub async fn public_hearings(&self, document: &DocumentId) -> Result<Vec<PublicHearing>, Error> {
        let lines: Vec<HearingLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select document, case_n, round, open, answers, alike, unconfirmed, waiting, waiting_since
                 from public_hearing where document = $1 order by case_n, round",
            )
            .bind(document.as_str())
            .fetch_all(c)
            .await?
        });
        Ok(lines.into_iter().map(HearingLine::row).collect())
    }

    /// The hearings of a region whose answers wait for somebody to look at them.
    pub async fn public_waiting(&self, region: &RegionId) -> Result<Vec<PublicHearing>, Error> {
        let lines: Vec<HearingLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select document, case_n, round, open, answers, alike, unconfirmed, waiting, waiting_since
                 from public_hearing where region = $1 and waiting > 0 order by waiting_since, document",
            )
            .bind(region.as_str())
            .fetch_all(c)
            .await?
        });
        Ok(lines.into_iter().map(HearingLine::row).collect())
    }

    /// Answers after a number: of a group, or of all; `open` leaves out what nobody has looked at.
    pub async fn public_answers(
        &self,
        round: &PublicRound,
        group: Option<u32>,
        open: bool,
        after: u32,
        limit: u32,
    ) -> Result<Vec<PublicAnswer>, Error> {
        let lines: Vec<AnswerLine> = match group {
            Some(first) => on!(self.db.read, c => {
                sqlx::query_as(answer!(
                    "where a.document = $1 and a.case_n = $2 and a.round = $3 and a.number > $4 and (a.released or not $5)
                       and a.first = $7 order by a.number limit $6"
                ))
                .bind(round.document.as_str())
                .bind(i64::from(round.case))
                .bind(i64::from(round.round))
                .bind(i64::from(after))
                .bind(open)
                .bind(i64::from(limit))
                .bind(i64::from(first))
                .fetch_all(c)
                .await?
            }),
            None => on!(self.db.read, c => {
                sqlx::query_as(answer!(
                    "where a.document = $1 and a.case_n = $2 and a.round = $3 and a.number > $4 and (a.released or not $5)
                     order by a.number limit $6"
                ))
                .bind(round.document.as_str())
                .bind(i64::from(round.case))
                .bind(i64::from(round.round))
                .bind(i64::from(after))
                .bind(open)
                .bind(i64::from(limit))
                .fetch_all(c)
                .await?
            }),
        };
        Ok(lines.into_iter().map(AnswerLine::row).collect())
    }

    /// An answer by its id.
    pub async fn public_answer(&self, id: &str) -> Result<Option<PublicAnswer>, Error> {
        let line: Option<AnswerLine> = on!(self.db.read, c => {
            sqlx::query_as(answer!("where a.id = $1")).bind(id).fetch_optional(c).await?
        });
        Ok(line.map(AnswerLine::row))
    }

    /// The first answer with this file, of those anyone may read or of all; with the name it gives the file.
    pub async fn public_file(
        &self,
        document: &DocumentId,
        file: &Hash,
        open: bool,
    ) -> Result<Option<PublicFile>, Error> {
        let lines: Vec<AnswerLine> = on!(self.db.read, c => {
            sqlx::query_as(answer!(
                "where a.document = $1 and (a.files like '%' || $2 || '%' or a.redacted_file = $2)
                   and (not $3 or a.released) order by a.case_n, a.round, a.number limit 20"
            ))
            .bind(document.as_str())
            .bind(&file.0)
            .bind(open)
            .fetch_all(c)
            .await?
        });
        for answer in lines.into_iter().map(AnswerLine::row) {
            if answer.redacted_file.as_ref() == Some(file) {
                return Ok(Some(PublicFile { hash: file.clone(), name: String::new() }));
            }
            let own = answer.files.iter().find(|known| known.hash == *file);
            if let Some(own) = own.filter(|_| !open || answer.is_open()) {
                return Ok(Some(own.clone()));
            }
        }
        Ok(None)
    }

    /// What was handed in under this id and waits to be confirmed.
    pub async fn unconfirmed(&self, id: &str) -> Result<Option<Unconfirmed>, Error> {
        let line: Option<UnconfirmedLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select u.id, u.region, u.document, u.case_n, u.round, u.section, u.body, p.name, p.address, u.language, u.received_at
                 from public_unconfirmed u join public_person p on p.id = u.person where u.id = $1",
            )
            .bind(id)
            .fetch_optional(c)
            .await?
        });
        let Some(line) = line else { return Ok(None) };
        let files = on!(self.db.read, c => {
            sqlx::query_scalar("select name from public_unconfirmed_file where answer = $1 order by n")
                .bind(id)
                .fetch_all(c)
                .await?
        });
        Ok(Some(Unconfirmed {
            id: line.id,
            region: RegionId(line.region),
            round: PublicRound::of(line.document, line.case_n, line.round),
            section: line.section.map(PartId),
            body: line.body,
            name: line.name,
            address: line.address,
            language: line.language,
            files,
            received_at: instant(line.received_at),
        }))
    }

    /// The files of what waits to be confirmed.
    pub async fn unconfirmed_files(&self, id: &str) -> Result<Vec<NewFile>, Error> {
        let lines: Vec<(String, String, Vec<u8>)> = on!(self.db.read, c => {
            sqlx::query_as("select name, media_type, bytes from public_unconfirmed_file where answer = $1 order by n")
                .bind(id)
                .fetch_all(c)
                .await?
        });
        Ok(lines.into_iter().map(|(name, media_type, bytes)| NewFile { name, media_type, bytes }).collect())
    }

    /// How much waits for one mailbox.
    pub async fn unconfirmed_of(&self, address: &str) -> Result<u32, Error> {
        let count: i64 = on!(self.db.read, c => {
            sqlx::query_scalar("select count(*) from public_unconfirmed where mailbox = $1")
                .bind(intake::mailbox(address))
                .fetch_one(c)
                .await?
        });
        Ok(number(count))
    }

    /// Erases what nobody has confirmed since an instant, with its letters' words. Gives how many.
    pub async fn erase_unconfirmed(&self, region: &RegionId, before: DateTime<Utc>) -> Result<u64, Error> {
        let (region, before) = (region.0.clone(), before.timestamp_micros());
        let erase = move |mut tx: Tx| async move {
            let mut gone = 0;
            for statement in [
                "update letter set address = null, subject = null, body = null,
                   state = case when state in ('queued', 'claimed', 'deferred', 'held') then 'cancelled' else state end
                 where id in (select id || '-link' from public_unconfirmed where region = $1 and received_at < $2)",
                "delete from public_unconfirmed_file where answer in
                   (select id from public_unconfirmed where region = $1 and received_at < $2)",
                "delete from public_person where id in
                   (select person from public_unconfirmed where region = $1 and received_at < $2)",
                "delete from public_unconfirmed where region = $1 and received_at < $2",
            ] {
                gone =
                    on!(tx, c => sqlx::query(statement).bind(&region).bind(before).execute(c).await?.rows_affected());
            }
            on!(tx, c => {
                sqlx::query(
                    "update public_hearing set unconfirmed = (select count(*) from public_unconfirmed u
                       where u.document = public_hearing.document and u.case_n = public_hearing.case_n
                         and u.round = public_hearing.round)
                     where region = $1 and unconfirmed > 0",
                )
                .bind(&region)
                .execute(c)
                .await?;
            });
            Ok((tx, gone))
        };
        self.db.write(erase).await
    }
}
