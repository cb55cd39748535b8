//! What of a document's log anyone may read: its hearings with the answers to them, and what was decided.
//!
//! Answers are case documents and public when they are received (offentleglova § 3); verdicts when the assessment is
//! finished; what is attached to a draft when the draft is heard. What is exempt is left out wherever it stands.

use chrono::NaiveDate;
use procedure::{
    CouncilDecision, Document, Event, Exemption, Hash, HowReconciled, PartyId, Recorded, RemarkId, Scope, Statement,
    Verdict,
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
    pub round: u32,
    pub limited: bool,
    pub content: Hash,
    pub opened_on: NaiveDate,
    /// The common deadline.
    pub deadline: NaiveDate,
    /// Deadlines of those who were given more time.
    later: BTreeMap<PartyId, NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub letter: Option<Hash>,
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
        for line in log {
            record.read(document, line);
        }
        record
    }

    fn read(&mut self, document: &Document, line: &Recorded) {
        match &line.event {
            Event::FileAttached { file, title } => self.attach(file, title),
            Event::HearingOpened { round, scope, content, opened_on, deadline, letter, .. } => {
                self.disclose(true);
                self.hearings.push(Hearing {
                    round: *round,
                    limited: matches!(scope, Scope::Limited(_)),
                    content: content.clone(),
                    opened_on: *opened_on,
                    deadline: *deadline,
                    later: BTreeMap::new(),
                    closed_on: None,
                    letter: letter.clone(),
                    answers: Vec::new(),
                    verdicts: BTreeMap::new(),
                    assessed: false,
                    weighed: BTreeMap::new(),
                });
            }
            Event::HearingClosed { on } => {
                self.open = false;
                self.last(|hearing| hearing.closed_on = Some(*on));
            }
            Event::HearingReopened { deadline, .. } => {
                self.disclose(true);
                self.last(|hearing| (hearing.closed_on, hearing.deadline) = (None, *deadline));
            }
            Event::DeadlineExtended { party, deadline, .. } => self.last(|hearing| match party {
                Some(party) => drop(hearing.later.insert(party.clone(), *deadline)),
                None => hearing.deadline = *deadline,
            }),
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                let exempt = document.exemption(line.seq);
                self.last(|hearing| hearing.receive(statement, exempt.cloned()));
            }
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
            Event::RevisionStarted { .. }
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
    /// A new answer takes the place of the same party's former one.
    fn receive(&mut self, statement: &Statement, exempt: Option<Exemption>) {
        self.answers.retain(|known| known.statement.party != statement.party);
        let deadline = self.later.get(&statement.party).map_or(self.deadline, |own| self.deadline.max(*own));
        let late = statement.received_on > deadline;
        self.answers.push(Received { statement: statement.clone(), late, exempt });
    }
}
