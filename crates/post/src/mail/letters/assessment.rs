//! What became of a party's remarks.

use super::{
    head::Head,
    writer::{Told, Writer, written},
};
use app::history::SpokenRemark;
use askama::Template;
use procedure::{Event, NextStep};
use words::language::Lang;

/// Says what each of the party's remarks led to, and what comes next.
#[derive(Template)]
#[template(path = "letters/assessment_notice.txt")]
pub struct AssessmentNotice {
    pub head: Head,
    pub heard: Heard,
    /// Where the text goes now, as a sentence.
    pub next_step: String,
    pub copy: bool,
}

/// What the party said in the hearing that was assessed. Silence is not consent.
pub enum Heard {
    Remarks(Vec<WeighedRemark>),
    /// It answered, and had no remarks.
    NoRemarks,
    NoAnswer,
    /// It was not asked in this round.
    NotAsked,
}

/// A remark with the last verdict it was given.
pub struct WeighedRemark {
    /// The heading it is about.
    pub section: Option<String>,
    pub text: String,
    pub verdict: String,
    /// The reason for the verdict.
    pub why: String,
}

impl AssessmentNotice {
    /// From an assessment that was finished.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::AssessmentFinished { next, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let next_step = match next {
            NextStep::Endorsement => "letter-next-endorsement",
            NextStep::Adoption => "letter-next-adoption",
            NextStep::FullHearing => "letter-next-full-hearing",
            NextStep::LimitedHearing => "letter-next-limited-hearing",
        };
        Ok(Self {
            head: writer.head(told).await?,
            heard: heard(writer, told).await?,
            next_step: writer.lang.t(next_step),
            copy: writer.row.copy,
        })
    }
}

async fn heard(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Heard> {
    let (past, party) = (writer.past(told).await?, writer.party()?);
    let Some((case, round)) = past.record.rounds().next_back() else { return Ok(Heard::NotAsked) };
    let own = past.remarks.iter().filter(|remark| remark.party == *party && remark.of(case, round.number));
    let remarks: Vec<_> = own.filter_map(|remark| weighed(writer, remark)).collect();
    Ok(if !remarks.is_empty() {
        Heard::Remarks(remarks)
    } else if round.standing(party).is_some() {
        Heard::NoRemarks
    } else if round.was_asked(party) {
        Heard::NoAnswer
    } else {
        Heard::NotAsked
    })
}

fn weighed(writer: &Writer<'_>, remark: &SpokenRemark) -> Option<WeighedRemark> {
    let last = &remark.verdict()?.what;
    Some(WeighedRemark {
        section: written(Some(&remark.section)),
        text: remark.text.clone(),
        verdict: writer.word("verdict", last.verdict),
        why: writer.worded(&last.reason),
    })
}
