//! What of a document's log anyone may read: its hearings with the answers to them, and what was decided. It is told from
//! the events anyone may be told of, and from nothing else.
//!
//! Answers are case documents and public when a coordinator has looked at them, or at once where the kind says so
//! (offentleglova § 3); verdicts when the assessment is
//! finished; what is attached to a draft when the draft is heard. What is exempt is left out wherever it stands.

use procedure::{
    CouncilDecision, Document, Exemption, Hash, Item, PartyId, RemarkId, Scope, Statement, Verdict, Wording,
    record::{self, Answer, Dated, Edition, Round},
};
use std::collections::BTreeMap;

pub struct Record {
    /// Hash and title.
    pub files: Vec<(Hash, String)>,
    /// Counted from 1 through the document's life.
    pub hearings: Vec<Hearing>,
    /// The last word of each council in the last case that came so far.
    pub decisions: Vec<(PartyId, CouncilDecision)>,
    /// The edition those decisions are about.
    pub decided: u32,
    pub editions: Vec<Edition>,
    /// By which paragraph a council's reservation is exempt.
    pub reservations: BTreeMap<PartyId, String>,
    /// Files that are exempt by themselves, and those that may be read in the place of something exempt.
    kept: Vec<Hash>,
    redacted: Vec<Hash>,
}

pub struct Hearing {
    /// The case it was held in.
    pub case: u32,
    pub held: Round,
    /// Those that stand, in the order they came.
    pub answers: Vec<Received>,
    /// Said of each remark; nothing before all of them are assessed.
    pub verdicts: BTreeMap<RemarkId, (Verdict, Wording<String>)>,
    pub assessed: bool,
}

pub struct Received {
    pub statement: Statement,
    pub late: bool,
    /// Set where it is exempt from disclosure: that it came is public, what it says is not.
    pub exempt: Option<Exemption>,
    /// The same of one that no coordinator has looked at yet.
    pub waits: bool,
}

impl Received {
    /// Whether anyone may read what it says.
    pub fn is_open(&self) -> bool {
        self.exempt.is_none() && !self.waits
    }
}

impl Record {
    /// From what anyone may be told of the log; `document` says which statements are exempt now.
    pub fn of(told: &record::Record, document: &Document) -> Self {
        let files = told.files.iter().map(|attached| &attached.what).filter(|attached| attached.public);
        let last = told.cases.iter().rev().find(|case| case.last_finished().is_some());
        let sent = last.and_then(|case| case.last_finished()).map_or(0, |mark| mark.seq);
        let decided = told.editions.iter().filter(|edition| edition.mark.seq < sent).count();
        let decisions = last.into_iter().flat_map(record::CaseRecord::standing_decisions);
        Self {
            files: files.filter_map(|own| Some((open_file(document, &own.file)?, own.title.clone()))).collect(),
            hearings: told.rounds().map(|(case, round)| Hearing::of(case, round.clone(), document)).collect(),
            decisions: decisions.map(|entry| decision(document, entry)).collect(),
            decided: u32::try_from(decided).unwrap_or(u32::MAX).saturating_add(1),
            editions: told.editions.iter().map(|edition| open_edition(document, &edition.what)).collect(),
            reservations: document.exempt.iter().filter_map(reservation).collect(),
            kept: document.exempt.iter().filter_map(|(item, _)| file(item).cloned()).collect(),
            redacted: redacted(document),
        }
    }

    /// Whether a file is exempt by itself.
    pub fn keeps(&self, file: &Hash) -> bool {
        self.kept.contains(file)
    }

    /// Whether a file belongs to something public.
    pub fn discloses(&self, file: &Hash) -> bool {
        let answers = self.hearings.iter().flat_map(|hearing| &hearing.answers);
        let mut theirs = answers.filter(|answer| answer.is_open()).flat_map(|answer| &answer.statement.files);
        let mut extracts = self.editions.iter().filter_map(|edition| edition.extract.as_ref());
        if self.kept.contains(file) {
            return false;
        }
        self.redacted.contains(file)
            || self.files.iter().any(|(known, _)| known == file)
            || theirs.any(|known| known == file)
            || extracts.any(|known| known == file)
            || self.decisions.iter().any(|(_, decision)| decision.extract.as_ref() == Some(file))
    }
}

/// The file itself, or what may be read in its place.
fn open_file(document: &Document, file: &Hash) -> Option<Hash> {
    match document.item(&Item::File(file.clone())) {
        None => Some(file.clone()),
        Some(exemption) => exemption.redacted_file.clone(),
    }
}

fn decision(document: &Document, entry: &Dated<record::Decided>) -> (PartyId, CouncilDecision) {
    let (party, mut decision) = (entry.what.party.clone(), entry.what.decision.clone());
    decision.extract = decision.extract.and_then(|file| open_file(document, &file));
    if let Some(exemption) = document.item(&Item::Reservation(party.clone())) {
        decision.text.clone_from(&exemption.redacted);
    }
    (party, decision)
}

fn open_edition(document: &Document, edition: &Edition) -> Edition {
    let extract = edition.extract.as_ref().and_then(|file| open_file(document, file));
    Edition { extract, ..edition.clone() }
}

fn reservation((item, exemption): &(Item, Exemption)) -> Option<(PartyId, String)> {
    match item {
        Item::Reservation(party) => Some((party.clone(), exemption.legal_basis.clone())),
        Item::File(_) => None,
    }
}

fn file(item: &Item) -> Option<&Hash> {
    match item {
        Item::File(hash) => Some(hash),
        Item::Reservation(_) => None,
    }
}

fn redacted(document: &Document) -> Vec<Hash> {
    let statements = document.statements.iter().filter_map(|filed| filed.exempt.as_ref());
    let items = document.exempt.iter().map(|(_, exemption)| exemption);
    statements.chain(items).filter_map(|exemption| exemption.redacted_file.clone()).collect()
}

impl Hearing {
    fn of(case: u32, held: Round, document: &Document) -> Self {
        let received = |answer: &Dated<Answer>| Received {
            statement: answer.what.statement.clone(),
            late: held.late(&answer.what.statement),
            exempt: document.exemption(answer.mark.seq).cloned(),
            waits: document.waits(answer.mark.seq),
        };
        let answers = held.standing_answers().into_iter().map(received).collect();
        let finished = held.finished.last().map(|finished| finished.mark.seq);
        let weighed = |(id, given): (&RemarkId, &Vec<Dated<record::Weighed>>)| {
            let last = &given.iter().rfind(|given| Some(given.mark.seq) < finished)?.what;
            Some((id.clone(), (last.verdict, last.reason.clone())))
        };
        let verdicts = held.verdicts.iter().filter_map(weighed).collect();
        Self { case, answers, verdicts, assessed: finished.is_some(), held }
    }

    pub fn limited(&self) -> bool {
        matches!(self.held.scope, Scope::Limited(_))
    }
}
