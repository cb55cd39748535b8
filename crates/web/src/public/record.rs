//! What of a document's log anyone may read: its hearings with the answers to them, and what was decided.
//!
//! Answers are case documents and public when they are received (offentleglova § 3); verdicts when the assessment is
//! finished; what is attached to a draft when the draft is heard. What is exempt is left out wherever it stands.

use chrono::NaiveDate;
use procedure::{
    CouncilDecision, Document, Event, Exemption, Hash, HowReconciled, PartyId, Recorded, RemarkId, Scope, Statement,
    Verdict,
    record::{self, Answer, Dated, Round},
};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Record {
    pub files: Vec<(Hash, String)>,
    /// Counted from 1 through the document's life.
    pub hearings: Vec<Hearing>,
    /// The last word of each council in the last case that came so far.
    pub decisions: Vec<(PartyId, CouncilDecision)>,
    /// The edition those decisions are about.
    pub decided: u32,
    pub editions: Vec<Edition>,
    /// Attached to a text that is not public yet.
    waiting: Vec<(Hash, String)>,
    /// Whether what is attached now belongs to something public.
    open: bool,
}

pub struct Hearing {
    pub held: Round,
    /// Those that stand, in the order they came.
    pub answers: Vec<Received>,
    /// Said of each remark; nothing before all of them are assessed.
    pub verdicts: BTreeMap<RemarkId, (Verdict, String)>,
    pub assessed: bool,
    weighed: BTreeMap<RemarkId, (Verdict, String)>,
}

pub struct Received {
    pub statement: Statement,
    pub late: bool,
    /// Set where it is exempt from disclosure: that it came is public, what it says is not.
    pub exempt: Option<Exemption>,
}

pub struct Edition {
    pub number: u32,
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    pub in_force_from: NaiveDate,
    pub extract: Option<Hash>,
}

impl Record {
    /// `document` says which statements are exempt now.
    pub fn of(log: &[Recorded], document: &Document) -> Self {
        let mut record = Self::default();
        let told = record::Record::of(log);
        let mut held = told.rounds().map(|(_, round)| round);
        for line in log {
            if let Event::HearingOpened { .. } = line.event {
                record.disclose(true);
                record.hearings.extend(held.next().map(|round| Hearing::of(round.clone(), document)));
            }
            record.read(line);
        }
        record
    }

    fn read(&mut self, line: &Recorded) {
        match &line.event {
            Event::FileAttached { file, title } => self.attach(file, title),
            Event::HearingReopened { .. } => self.disclose(true),
            Event::RemarkAssessed { remark, verdict, reason, .. } => self.last(|hearing| {
                hearing.weighed.insert(remark.clone(), (*verdict, reason.clone()));
            }),
            Event::AssessmentFinished { asked, .. } => {
                self.disclose(!asked.is_empty());
                self.decisions.clear();
                self.decided = self.editions.last().map_or(0, |edition| edition.number) + 1;
                self.last(|hearing| {
                    hearing.assessed = true;
                    hearing.verdicts.clone_from(&hearing.weighed);
                });
            }
            Event::DecisionRecorded { party, decision, .. } => {
                self.decisions.retain(|(known, _)| known != party);
                self.decisions.push((party.clone(), decision.clone()));
            }
            Event::Adopted { edition, body, meeting_date, case_number, in_force_from, extract, .. } => {
                self.disclose(true);
                self.editions.push(Edition {
                    number: *edition,
                    body: body.clone(),
                    meeting_date: *meeting_date,
                    case_number: case_number.clone(),
                    in_force_from: *in_force_from,
                    extract: extract.clone(),
                });
            }
            Event::HearingClosed { .. }
            | Event::RevisionStarted { .. }
            | Event::ReturnedToDrafting { .. }
            | Event::DecisionReconciled { how: HowReconciled::NewText, .. } => self.open = false,
            Event::Withdrawn { .. } => {
                self.waiting.clear();
                self.open = true;
            }
            _ => {}
        }
    }

    fn attach(&mut self, file: &Hash, title: &str) {
        let list = if self.open { &mut self.files } else { &mut self.waiting };
        list.push((file.clone(), title.to_owned()));
    }

    fn disclose(&mut self, open: bool) {
        self.open = open;
        if open {
            self.files.append(&mut self.waiting);
        }
    }

    fn last(&mut self, change: impl FnOnce(&mut Hearing)) {
        if let Some(hearing) = self.hearings.last_mut() {
            change(hearing);
        }
    }

    /// Whether a file belongs to something public.
    pub fn discloses(&self, file: &Hash) -> bool {
        let answers = self.hearings.iter().flat_map(|hearing| &hearing.answers);
        let mut theirs = answers.filter(|answer| answer.exempt.is_none()).flat_map(|answer| &answer.statement.files);
        let mut extracts = self.editions.iter().filter_map(|edition| edition.extract.as_ref());
        self.files.iter().any(|(known, _)| known == file)
            || theirs.any(|known| known == file)
            || extracts.any(|known| known == file)
            || self.decisions.iter().any(|(_, decision)| decision.extract.as_ref() == Some(file))
    }
}

impl Hearing {
    fn of(held: Round, document: &Document) -> Self {
        let stands = |answer: &&Dated<Answer>| held.standing(&answer.what.statement.party) == Some(*answer);
        let received = |answer: &Dated<Answer>| Received {
            statement: answer.what.statement.clone(),
            late: held.late(&answer.what.statement),
            exempt: document.exemption(answer.mark.seq).cloned(),
        };
        let answers = held.answers.iter().filter(stands).map(received).collect();
        Self { held, answers, verdicts: BTreeMap::new(), assessed: false, weighed: BTreeMap::new() }
    }

    pub fn limited(&self) -> bool {
        matches!(self.held.scope, Scope::Limited(_))
    }
}
