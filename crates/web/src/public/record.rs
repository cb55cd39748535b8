//! What of a document's log anyone may read: its hearings with the answers to them, and what was decided. It is told from
//! the events anyone may be told of, and from nothing else.
//!
//! Answers are case documents and public when they are received (offentleglova § 3); verdicts when the assessment is
//! finished; what is attached to a draft when the draft is heard. What is exempt is left out wherever it stands.

use procedure::{
    CouncilDecision, Document, Exemption, Hash, PartyId, RemarkId, Scope, Statement, Verdict,
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
}

pub struct Hearing {
    pub held: Round,
    /// Those that stand, in the order they came.
    pub answers: Vec<Received>,
    /// Said of each remark; nothing before all of them are assessed.
    pub verdicts: BTreeMap<RemarkId, (Verdict, String)>,
    pub assessed: bool,
}

pub struct Received {
    pub statement: Statement,
    pub late: bool,
    /// Set where it is exempt from disclosure: that it came is public, what it says is not.
    pub exempt: Option<Exemption>,
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
            files: files.map(|attached| (attached.file.clone(), attached.title.clone())).collect(),
            hearings: told.rounds().map(|(_, round)| Hearing::of(round.clone(), document)).collect(),
            decisions: decisions.map(|entry| (entry.what.party.clone(), entry.what.decision.clone())).collect(),
            decided: u32::try_from(decided).unwrap_or(u32::MAX).saturating_add(1),
            editions: told.editions.iter().map(|edition| edition.what.clone()).collect(),
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
        let received = |answer: &Dated<Answer>| Received {
            statement: answer.what.statement.clone(),
            late: held.late(&answer.what.statement),
            exempt: document.exemption(answer.mark.seq).cloned(),
        };
        let answers = held.standing_answers().into_iter().map(received).collect();
        let finished = held.finished.last().map(|finished| finished.mark.seq);
        let weighed = |(id, given): (&RemarkId, &Vec<Dated<record::Weighed>>)| {
            let last = &given.iter().rfind(|given| Some(given.mark.seq) < finished)?.what;
            Some((id.clone(), (last.verdict, last.reason.clone())))
        };
        let verdicts = held.verdicts.iter().filter_map(weighed).collect();
        Self { answers, verdicts, assessed: finished.is_some(), held }
    }

    pub fn limited(&self) -> bool {
        matches!(self.held.scope, Scope::Limited(_))
    }
}
