//! The one reading of a document's log for people: its cases, rounds of hearing, answers, verdicts and decisions, each
//! with when it was entered and by whom. `evolve` says what the log means for the rules; this says what it tells.
//!
//! It matches every event, so a new kind of event does not compile until somebody has decided whether it is told here.

mod read;

use crate::{
    ContactId, CouncilDecision, End, Hash, HowReconciled, NextStep, ObjectionStep, PartRef, PartyId, Purpose, Recorded,
    RemarkId, Scope, Settlement, Statement, Treatment, Verdict, Votes, Wording,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// Which line of the log says it, when that line was written, and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub seq: u32,
    pub at: DateTime<Utc>,
    pub actor: String,
}

/// Something the log says, with its [`Mark`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    pub mark: Mark,
    pub what: T,
}

/// The log of a document, read once, as pages, notes, receipts and calendars need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Every version of the text, in order; number `n` stands at place `n - 1`.
    pub versions: Vec<Dated<SavedText>>,
    pub files: Vec<Dated<Attached>>,
    /// Answers that one officer left to another.
    pub handed_over: Vec<Dated<HandedOver>>,
    /// The first edition's case, then one for each revision.
    pub cases: Vec<CaseRecord>,
    pub editions: Vec<Dated<Edition>>,
    pub ended: Option<Dated<End>>,
}

/// A version of the text, as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedText {
    pub number: u32,
    pub content: Hash,
    pub parts: Vec<PartRef>,
}

/// A file attached to the document by a coordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub file: Hash,
    pub title: String,
    /// Whether it belongs to a text that is public: one that is or was heard, sent to the councils, or adopted.
    pub public: bool,
}

/// An officer's link and the answer with it, given to somebody else in the municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The number of the link that works no more.
    pub from: u32,
    pub to: ContactId,
}

/// What happened in one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRecord {
    /// From 1.
    pub number: u32,
    pub begun: Mark,
    pub rounds: Vec<Round>,
    /// Every entry of every council, corrections included, about whichever text it was asked.
    pub decisions: Vec<Dated<Decided>>,
    /// What committees and executives said, of answers in a hearing and before councils.
    pub treatments: Vec<Dated<Said>>,
    pub ended: Option<Dated<CaseEnd>>,
    /// Steps of formal objections that were not settled, in the order they were recorded.
    pub objections: Vec<Dated<ObjectionMoved>>,
    /// Who has left, so that the rest went on without them.
    pub left: Vec<PartyId>,
    /// Where the text has taken effect before it was an edition, by each council's own decision.
    pub effects: Vec<Dated<Effective>>,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEnd {
    InForce,
    Withdrawn,
    Repealed,
}

/// A council's decision as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub party: PartyId,
    /// 1 for the council's first entry, up by one for each correction.
    pub entry: u32,
    /// The text it is about.
    pub content: Hash,
    pub decision: CouncilDecision,
    /// How an amended text was taken.
    pub reconciled: Option<(HowReconciled, Wording<String>)>,
}

/// What a political body said, and in which round of hearing (the last one, where it advised its council).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub party: PartyId,
    pub purpose: Purpose,
    pub round: u32,
    pub treatment: Treatment,
}

/// One round of hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// From 1 in each case.
    pub number: u32,
    pub opened: Mark,
    pub opened_on: NaiveDate,
    pub scope: Scope,
    /// The version heard: its number and content.
    pub version: u32,
    pub content: Hash,
    /// The covering letter.
    pub letter: Option<Wording<Hash>>,
    /// In the order they were invited.
    pub invited: Vec<PartyId>,
    /// What everybody was given. One party's extension does not move it.
    pub common_deadline: NaiveDate,
    /// Each party's own, with the line that set it: the common one, or a later one it was given.
    pub deadlines: BTreeMap<PartyId, Dated<NaiveDate>>,
    /// `None` while it runs.
    pub closed_on: Option<NaiveDate>,
    /// How many of the public have answered; `None` before they are counted.
    pub public: Option<u32>,
    /// Every revision of every answer, in the order they came.
    pub answers: Vec<Dated<Answer>>,
    /// Every verdict on each remark, the last one standing.
    pub verdicts: BTreeMap<RemarkId, Vec<Dated<Weighed>>>,
    pub settlements: Vec<Dated<(PartyId, Settlement)>>,
    /// Every time the assessment was finished, and with which next step.
    pub finished: Vec<Dated<NextStep>>,
    /// What ended the work on this round: another round, decided on or opened, the text taken back to drafting, or the
    /// case's end. `None` before that.
    pub over: Option<Mark>,
}

/// A revision of a party's answer, and how it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub statement: Statement,
    /// Set where a coordinator entered an answer that came another way: by letter, by e-mail.
    pub channel: Option<String>,
}

/// A verdict on a remark with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub verdict: Verdict,
    pub reason: Wording<String>,
    /// Who approved it as the second person, and when.
    pub approved: Option<Mark>,
}

/// How a formal objection came further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionMoved {
    pub party: PartyId,
    pub step: ObjectionStep,
    pub on: NaiveDate,
    pub reason: String,
}

/// A municipality in which the text holds, by its council's decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    pub party: PartyId,
    pub on: NaiveDate,
    pub case_number: String,
}

/// An edition as it was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub number: u32,
    pub version: u32,
    pub content: Hash,
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    pub in_force_from: NaiveDate,
    pub revision_due: Option<NaiveDate>,
    pub votes: Option<Votes>,
    pub extract: Option<Hash>,
    /// The day it came into force; `None` before that.
    pub since: Option<NaiveDate>,
    /// Whether the councils' own decisions are the adoption; the body and the number are the last one's then.
    pub by_councils: bool,
}

impl Record {
    /// Reads a whole log, or the beginning of one.
    pub fn of<'a>(log: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut reader = read::Reader::default();
        for line in log {
            reader.read(line);
        }
        reader.record
    }

    /// Reads what of a log anyone may be told of, and nothing else. Which answers are exempt from disclosure, and which
    /// files are public, is said with each of them.
    pub fn of_public(log: &[Recorded]) -> Self {
        Self::of(log.iter().filter(|line| line.event.is_public()))
    }

    /// What was attached to the document since its last case began.
    pub fn files_of_case(&self) -> impl Iterator<Item = &Attached> {
        let begun = self.cases.last().map_or(0, |case| case.begun.seq);
        self.files.iter().filter(move |file| file.mark.seq > begun).map(|file| &file.what)
    }

    /// Everything a council entered about the text it is asked about now, the first entry first.
    pub fn entries_about(&self, council: &PartyId, content: &Hash) -> Vec<&Dated<Decided>> {
        let decisions = self.cases.last().into_iter().flat_map(|case| &case.decisions);
        decisions.filter(|entry| entry.what.party == *council && entry.what.content == *content).collect()
    }

    /// Whether the desk's pages, or a party's own, show this file to that party.
    pub fn shows(&self, party: &PartyId, file: &Hash) -> bool {
        let extract = |extract: &Option<Hash>| extract.as_ref() == Some(file);
        self.files.iter().any(|attached| attached.what.file == *file)
            || self.cases.iter().any(|case| {
                let mut answers = case.rounds.iter().flat_map(|round| round.answers_of(party));
                answers.any(|answer| answer.what.statement.files.contains(file))
                    || case
                        .treatments
                        .iter()
                        .any(|said| said.what.party == *party && extract(&said.what.treatment.extract))
                    || case
                        .decisions
                        .iter()
                        .any(|entry| entry.what.party == *party && extract(&entry.what.decision.extract))
            })
    }

    /// All rounds of hearing in the document's life with their case's number, in order.
    pub fn rounds(&self) -> impl DoubleEndedIterator<Item = (u32, &Round)> {
        self.cases.iter().flat_map(|case| case.rounds.iter().map(|round| (case.number, round)))
    }

    /// A case by its number, counted from 1.
    pub fn case(&self, number: u32) -> Option<&CaseRecord> {
        self.cases.iter().find(|case| case.number == number)
    }

    /// A round of hearing by its case and its number in it.
    pub fn round(&self, case: u32, round: u32) -> Option<&Round> {
        self.case(case)?.rounds.iter().find(|known| known.number == round)
    }

    /// The content of a version by its number.
    pub fn version(&self, number: u32) -> Option<&Hash> {
        self.versions.iter().find(|saved| saved.what.number == number).map(|saved| &saved.what.content)
    }

    /// The answer that came with event number `seq`, and its round.
    pub fn answer(&self, seq: u32) -> Option<(&Round, &Dated<Answer>)> {
        let found = |(_, round): (u32, &'_ Round)| round.answers.iter().position(|answer| answer.mark.seq == seq);
        let (_, round) = self.rounds().find(|round| found(*round).is_some())?;
        round.answers.iter().find(|answer| answer.mark.seq == seq).map(|answer| (round, answer))
    }
}

impl CaseRecord {
    /// What bodies said for `purpose`: of the answers to a round, or to the councils whatever the last round was.
    pub fn treatments(&self, purpose: Purpose, round: u32) -> impl Iterator<Item = &Dated<Said>> {
        let meant = move |said: &&Dated<Said>| {
            said.what.purpose == purpose && (purpose == Purpose::Council || said.what.round == round)
        };
        self.treatments.iter().filter(meant)
    }

    /// When an assessment was last finished in this case: whichever text the councils were asked about before is theirs
    /// no more.
    pub fn last_finished(&self) -> Option<&Mark> {
        self.rounds.iter().flat_map(|round| &round.finished).map(|finished| &finished.mark).max_by_key(|mark| mark.seq)
    }

    /// Each council's last entry about the text last sent to the councils.
    pub fn standing_decisions(&self) -> impl Iterator<Item = &Dated<Decided>> {
        let asked = self.last_finished().map(|mark| mark.seq);
        let last = move |entry: &&Dated<Decided>| {
            let later =
                |other: &Dated<Decided>| other.what.party == entry.what.party && other.mark.seq > entry.mark.seq;
            asked < Some(entry.mark.seq) && !self.decisions.iter().any(later)
        };
        self.decisions.iter().filter(last)
    }
}

impl Round {
    /// The party's own deadline; the common one where it has none.
    pub fn deadline(&self, party: &PartyId) -> NaiveDate {
        self.deadlines.get(party).map_or(self.common_deadline, |own| own.what)
    }

    /// Every revision of a party's answer, the first one first.
    pub fn answers_of(&self, party: &PartyId) -> impl DoubleEndedIterator<Item = &Dated<Answer>> {
        self.answers.iter().filter(move |answer| answer.what.statement.party == *party)
    }

    /// The answer of a party that stands: its last revision.
    pub fn standing(&self, party: &PartyId) -> Option<&Dated<Answer>> {
        self.answers_of(party).next_back()
    }

    /// The answer of each party that stands, in the order they came.
    pub fn standing_answers(&self) -> Vec<&Dated<Answer>> {
        let last: BTreeMap<&PartyId, u32> =
            self.answers.iter().map(|answer| (&answer.what.statement.party, answer.mark.seq)).collect();
        let stands = |answer: &&Dated<Answer>| last.get(&answer.what.statement.party) == Some(&answer.mark.seq);
        self.answers.iter().filter(stands).collect()
    }

    /// Whether an answer arrived after its party's own deadline, with all the time that party was given.
    pub fn late(&self, statement: &Statement) -> bool {
        crate::case::late(statement.received_on, self.deadline(&statement.party))
    }

    /// Whether the party was invited to this round.
    pub fn was_asked(&self, party: &PartyId) -> bool {
        self.invited.contains(party)
    }

    /// The verdict on a remark that stands.
    pub fn verdict(&self, remark: &RemarkId) -> Option<&Dated<Weighed>> {
        self.verdicts.get(remark)?.last()
    }
}
