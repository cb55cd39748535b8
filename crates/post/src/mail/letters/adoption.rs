//! Letters to everyone about a document that was adopted, and what became of it since.

use super::{
    head::Head,
    writer::{Told, Writer},
};
use askama::Template;
use procedure::{
    AdoptedEdition, AdoptingBody, Decision, Event, OwnDecision,
    record::{Dated, Decided},
};
use words::language::Lang;

/// The decision that an act rests on.
pub struct RestsOn {
    pub body: String,
    pub meeting_date: String,
    pub case_number: String,
}

/// What each council decided, where all of them did.
fn councils(writer: &Writer<'_>, decisions: &[OwnDecision]) -> Vec<Adopting> {
    let names = writer.names();
    let council = |own: &OwnDecision| Adopting {
        municipality: names.get(&own.municipality),
        meeting_date: writer.day(own.meeting_date),
        case_number: own.case_number.clone(),
        effective: None,
    };
    decisions.iter().map(council).collect()
}

impl RestsOn {
    pub(super) fn of(writer: &Writer<'_>, decision: Option<&Decision>) -> Option<Self> {
        let decision = decision?;
        Some(Self {
            body: writer.lang.body(&decision.body),
            meeting_date: writer.day(decision.meeting_date),
            case_number: decision.case_number.clone(),
        })
    }
}

/// A council's decision, where the councils' own decisions are the adoption.
pub struct Adopting {
    pub municipality: String,
    pub meeting_date: String,
    pub case_number: String,
    /// The day from which the text holds there, where that is its own.
    pub effective: Option<String>,
}

/// Says that the document was adopted.
#[derive(Template)]
#[template(path = "letters/adoption_notice.txt")]
pub struct AdoptionNotice {
    pub head: Head,
    /// Whether it is to a municipality, which is consulted again.
    pub municipality: bool,
    /// Why an earlier notice is put right.
    pub corrected: Option<String>,
    /// The body that adopted it.
    pub body: String,
    pub meeting_date: String,
    /// The body's own case number.
    pub council_case: String,
    pub in_force_from: String,
    pub revision_due: Option<String>,
    /// Where the councils adopted it: each of them.
    pub councils: Vec<Adopting>,
    /// A formal objection keeps the whole or a part of it without effect.
    pub held_back: bool,
    pub copy: bool,
}

impl AdoptionNotice {
    /// From an adoption.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let (corrected, body, meeting_date, case_number, in_force_from, revision_due) = match &told.recorded.event {
            Event::Adopted(AdoptedEdition { body, meeting_date, case_number, in_force_from, revision_due, .. }) => {
                (None, body, meeting_date, case_number, in_force_from, revision_due)
            }
            Event::AdoptionCorrected {
                body, meeting_date, case_number, in_force_from, revision_due, reason, ..
            } => (Some(writer.worded(reason)), body, meeting_date, case_number, in_force_from, revision_due),
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self {
            head: writer.head(told).await?,
            municipality: writer.is_municipality(),
            corrected,
            body: writer.lang.body(body),
            meeting_date: writer.day(*meeting_date),
            council_case: case_number.clone(),
            in_force_from: writer.day(*in_force_from),
            revision_due: revision_due.map(|day| writer.day(day)),
            councils: Adopting::all(writer, told).await?,
            held_back: !told.state.objections().is_empty(),
            copy: writer.row.copy,
        })
    }
}

impl Adopting {
    async fn all(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Vec<Self>> {
        if told.state.rules().is_none_or(|rules| rules.adoption != AdoptingBody::Councils) {
            return Ok(Vec::new());
        }
        let (past, names) = (writer.past(told).await?, writer.names());
        let Some(case) = past.record.cases.last() else { return Ok(Vec::new()) };
        let council = |entry: &Dated<Decided>| {
            let effects = case.effects.iter().rev().map(|effect| &effect.what);
            let effective = effects.into_iter().find(|effect| effect.party == entry.what.party);
            Self {
                municipality: names.get(&entry.what.party),
                meeting_date: writer.day(entry.what.decision.meeting_date),
                case_number: entry.what.decision.case_number.clone(),
                effective: effective.map(|effect| writer.day(effect.on)),
            }
        };
        Ok(case.standing_decisions().map(council).collect())
    }
}

/// Says that the document stays in force as it is for longer.
#[derive(Template)]
#[template(path = "letters/prolonged_notice.txt")]
pub struct ProlongedNotice {
    pub head: Head,
    pub until: String,
    pub reason: String,
    pub decided: Option<RestsOn>,
    /// Where the councils decided it: each of them.
    pub councils: Vec<Adopting>,
    pub copy: bool,
}

impl ProlongedNotice {
    /// From a document that was prolonged.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Prolonged { until, reason, decision, decisions } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told).await?,
            until: writer.day(*until),
            reason: writer.worded(reason),
            decided: RestsOn::of(writer, decision.as_ref()),
            councils: councils(writer, decisions),
            copy: writer.row.copy,
        })
    }
}

/// Says that the document is no longer in force.
#[derive(Template)]
#[template(path = "letters/repeal_notice.txt")]
pub struct RepealNotice {
    pub head: Head,
    pub reason: String,
    /// An edition was in force until now; else one was waiting for its day.
    pub held: bool,
    pub decided: Option<RestsOn>,
    /// Where the councils decided it: each of them.
    pub councils: Vec<Adopting>,
    pub copy: bool,
}

impl RepealNotice {
    /// From a repeal.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Repealed { reason, decision, decisions } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let (head, held) = (writer.head(told).await?, told.state.in_force.is_some());
        let decided = RestsOn::of(writer, decision.as_ref());
        let councils = councils(writer, decisions);
        Ok(Self { head, reason: writer.worded(reason), held, decided, councils, copy: writer.row.copy })
    }
}

/// Says that a case was withdrawn.
#[derive(Template)]
#[template(path = "letters/withdrawal_notice.txt")]
pub struct WithdrawalNotice {
    pub head: Head,
    /// Until when the revision is put off, where the document stays in force.
    pub until: Option<String>,
    pub reason: String,
    pub copy: bool,
}

impl WithdrawalNotice {
    /// From a withdrawal.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Withdrawn { reason, until, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told).await?,
            until: until.map(|day| writer.day(day)),
            reason: writer.worded(reason),
            copy: writer.row.copy,
        })
    }
}
