//! What letters are written from.

use super::head::{DeskHead, Head, Line, Papers};
use crate::mail::{
    LINK,
    sources::{Past, Sources},
};
use anyhow::Context as _;
use app::history::{self, Names};
use chrono::NaiveDate;
use ledger::{ContactRow, LetterRow, PartyRow, People};
use procedure::{Document, DocumentId, Event, Hash, LetterKind, PartyId, Recorded, Role, Standing, Votes, Wording};
use std::sync::Arc;
use words::language::Lang;

/// A letter that is to be written, its recipient, and the people of its region.
pub struct Writer<'a> {
    pub sources: &'a Sources,
    pub row: &'a LetterRow,
    pub contact: &'a ContactRow,
    pub people: Arc<People>,
    pub lang: Lang,
}

/// A text that somebody wrote, as it stands in a letter.
pub struct Worded {
    pub words: String,
    /// What its written form is called, where that is not the letter's own.
    pub other: Option<String>,
}

/// The event a letter tells of, with the state the document is in now.
pub struct Told<'a> {
    pub document: &'a DocumentId,
    pub state: &'a Document,
    pub recorded: &'a Recorded,
}

impl<'a> Writer<'a> {
    /// Reads the people of the letter's region.
    pub async fn of(sources: &'a Sources, row: &'a LetterRow, contact: &'a ContactRow) -> anyhow::Result<Self> {
        let people = sources.people(&row.region).await?;
        Ok(Self { sources, row, contact, people, lang: Lang::parse(&row.language).unwrap_or_default() })
    }

    /// What letters to a party about this document have.
    pub async fn head(&self, told: &Told<'_>) -> anyhow::Result<Head> {
        let own = matches!(self.row.kind, LetterKind::HearingInvitation | LetterKind::CouncilRequest);
        let journal = if self.row.copy && !own { Some(self.papers(told).await?) } else { None };
        Ok(Head { journal, theirs: self.theirs(told).await?, ..self.head_of(told.state)? })
    }

    /// The same of a letter that tells of nothing that has happened.
    pub fn head_of(&self, state: &Document) -> anyhow::Result<Head> {
        let coordinator = self.people.coordinator();
        let municipality = self.is_municipality();
        Ok(Head {
            lang: self.lang,
            region: self.people.region.name.clone(),
            to: self.addressed()?,
            role: self.office(),
            executive: municipality && self.row.kind == LetterKind::Escalation,
            date: self.lang.plain_date(self.written_on()),
            coordinator: coordinator.map_or_else(String::new, |c| c.name.clone()),
            coordinator_address: coordinator.map_or_else(String::new, |c| c.address.clone()),
            title: Line::of(&state.title),
            case_number: Line::written(state.case_number.as_deref()),
            theirs: None,
            journal: None,
        })
    }

    /// The office it goes to. A chief executive is addressed as such, everyone else by name.
    fn office(&self) -> Option<String> {
        let office = |role: &Role| matches!(role, Role::CaseOfficer | Role::CouncilSecretary | Role::Registry);
        let role = self.row.role.filter(office).filter(|_| self.row.kind != LetterKind::Escalation)?;
        Some(self.word("role", role))
    }

    /// The case number in the answer that stands.
    async fn theirs(&self, told: &Told<'_>) -> anyhow::Result<Option<Line>> {
        let hearing = told.state.case.as_ref().and_then(|case| case.hearing());
        let track = hearing.zip(self.row.party.as_ref()).and_then(|(hearing, party)| hearing.track(party));
        let Some(standing) = track.and_then(|track| track.statement.as_ref()) else { return Ok(None) };
        let event = self.sources.event(told.document, standing.seq).await?;
        Ok(match &event.recorded.event {
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                Line::written(statement.case_reference.as_deref())
            }
            _ => None,
        })
    }

    /// Where anyone may read the document, and what its files are called.
    pub async fn papers(&self, told: &Told<'_>) -> anyhow::Result<Papers> {
        let base = self.sources.app.config.base_url();
        let address = format!("{base}/{}/{}", self.row.region, told.document);
        let past = self.past(told).await?;
        let files = past.record.files_of_case().map(|file| Line::of(&file.title)).collect();
        Ok(Papers { address, files })
    }

    /// What letters to a coordinator about this document have.
    pub fn desk_head(&self, told: &Told<'_>) -> DeskHead {
        DeskHead {
            lang: self.lang,
            region: self.people.region.name.clone(),
            recipient: self.contact.name.clone(),
            title: Line::of(&told.state.title),
            case_number: Line::written(told.state.case_number.as_deref()),
            desk: self.desk(Some(told.document)),
        }
    }

    /// The party it is to.
    pub fn party(&self) -> anyhow::Result<&PartyId> {
        self.row.party.as_ref().context("the letter is to no party")
    }

    fn addressed(&self) -> anyhow::Result<String> {
        let (id, parties) = (self.party()?, &self.people.parties);
        let Some(party) = parties.iter().find(|party| party.id == *id) else { return Ok(id.to_string()) };
        let now = party.successor(parties, self.written_on()).filter(|now| now.name != party.name);
        let called = |party: &PartyRow| self.lang.with("letter-municipality", &[("name", (&party.name).into())]);
        Ok(match now {
            Some(now) => {
                let both = [("now", called(now).into()), ("before", (&party.name).into())];
                self.lang.with("letter-succeeded", &both)
            }
            None if self.is_municipality() => called(party),
            None => party.name.clone(),
        })
    }

    /// The day on the letter.
    pub(super) fn written_on(&self) -> NaiveDate {
        app::local(&self.people.region, self.row.written_at).date()
    }

    /// Whether it is to a municipality, which has a council and a chief executive; other consultees are heard only.
    pub fn is_municipality(&self) -> bool {
        let own = self.people.parties.iter().find(|party| Some(&party.id) == self.row.party.as_ref());
        own.is_some_and(|party| party.standing == Standing::Municipality)
    }

    /// `20 for, 1 mot`
    pub fn votes(&self, votes: Votes) -> String {
        self.lang.votes(votes)
    }

    /// The parties' names.
    pub fn names(&self) -> Names {
        Names::of(&self.people.parties, self.written_on())
    }

    /// What stands for the link until the letter goes out; `None` for a letter without one.
    pub fn link(&self) -> Option<&'static str> {
        self.row.link.map(|_| LINK)
    }

    /// Where this is on the desk: a document, or the board.
    pub fn desk(&self, document: Option<&DocumentId>) -> String {
        let desk = format!("{}/desk", self.sources.app.config.base_url());
        document.map_or(desk.clone(), |id| format!("{desk}/documents/{id}"))
    }

    /// A day in the letter's language.
    pub fn day(&self, day: NaiveDate) -> String {
        self.lang.date(day)
    }

    /// What an enum's value is called, in the letter's language.
    pub fn word(&self, prefix: &str, value: impl serde::Serialize) -> String {
        self.lang.t(&history::word(prefix, value))
    }

    /// The party's deadline in the hearing that runs or ran.
    pub fn deadline(&self, state: &Document) -> anyhow::Result<String> {
        let hearing = state.case.as_ref().and_then(|case| case.hearing()).context("the document is in no hearing")?;
        Ok(self.day(hearing.track(self.party()?).map_or(hearing.deadline, |track| track.deadline)))
    }

    /// A reason, in the recipient's form where it was written in that, else with the name of the form it is in.
    pub fn worded(&self, reason: &Wording<String>) -> String {
        history::worded(self.lang, &self.people.region.language, reason)
    }

    /// The same of a text that an event names.
    pub async fn covering(&self, letter: Option<&Wording<Hash>>) -> anyhow::Result<Option<Worded>> {
        let read = letter.and_then(|letter| letter.read(self.lang.code(), &self.people.region.language));
        let Some((form, hash)) = read else { return Ok(None) };
        Ok(self.text(Some(hash)).await?.map(|words| self.in_form(form, words)))
    }

    fn in_form(&self, form: &str, words: String) -> Worded {
        let other = (form != self.lang.code()).then(|| self.lang.t(&format!("party-{form}")));
        Worded { words, other }
    }

    /// A text that an event names.
    pub async fn text(&self, hash: Option<&Hash>) -> anyhow::Result<Option<String>> {
        let Some(hash) = hash else { return Ok(None) };
        Ok(written(self.sources.app.ledger.text(&self.row.region, hash).await?.as_deref()))
    }

    /// What had been said of the document when the event happened.
    pub async fn past(&self, told: &Told<'_>) -> anyhow::Result<Arc<Past>> {
        self.sources.past(&self.row.region, told.document, told.recorded.seq).await
    }

    /// The error of a letter that came with an event it does not tell of.
    pub fn tells_not_of(&self, told: &Told<'_>) -> anyhow::Error {
        anyhow::anyhow!("a letter {} does not tell of {}", self.row.kind.as_str(), told.recorded.event.name())
    }
}

/// `None` also for a text without words.
pub fn written(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}
