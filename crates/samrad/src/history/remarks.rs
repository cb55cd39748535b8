//! Remarks with their words and their verdicts, read from the log.

use crate::texts;
use ledger::Ledger;
use procedure::{Event, Hash, PartId, PartyId, Recorded, RegionId, RemarkId, Statement, Text, Verdict};

/// A remark as it was made, and what was said of it.
#[derive(Clone, Debug)]
pub struct SpokenRemark {
    pub id: RemarkId,
    pub party: PartyId,
    pub round: u32,
    /// The heading it is about; empty for the general text.
    pub section: String,
    pub text: String,
    pub proposed: Option<String>,
    pub verdict: Option<(Verdict, String)>,
}

/// All remarks of a log, those of replaced statements left out.
pub async fn remarks(ledger: &Ledger, region: &RegionId, log: &[Recorded]) -> Result<Vec<SpokenRemark>, ledger::Error> {
    let mut found: Vec<SpokenRemark> = Vec::new();
    let mut heard = Text::default();
    let mut round = 0;
    let mut case = 1;
    for recorded in log {
        match &recorded.event {
            Event::RevisionStarted { .. } => case += 1,
            Event::HearingOpened { round: opened, content, .. } => {
                round = case * 1000 + opened;
                heard = texts::text(ledger, region, content).await?;
            }
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                let spoken = spoken(ledger, region, statement, &heard, round, &found).await?;
                found.retain(|remark| remark.round != round || remark.party != statement.party);
                found.extend(spoken);
            }
            Event::RemarkAssessed { remark, verdict, reason, .. } => {
                for known in found.iter_mut().filter(|known| known.id == *remark) {
                    known.verdict = Some((*verdict, reason.clone()));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

async fn spoken(
    ledger: &Ledger,
    region: &RegionId,
    statement: &Statement,
    heard: &Text,
    round: u32,
    before: &[SpokenRemark],
) -> Result<Vec<SpokenRemark>, ledger::Error> {
    let answer = texts::answer(ledger, region, &statement.content).await?;
    let heading = |id: &PartId| heard.parts.iter().find(|part| part.id == *id).map(|part| part.heading.clone());
    let remark = |(named, words): (&procedure::RemarkRef, texts::Remark)| SpokenRemark {
        id: named.id.clone(),
        party: statement.party.clone(),
        round,
        section: named.section.as_ref().and_then(heading).unwrap_or_default(),
        text: words.text,
        proposed: words.proposed,
        verdict: before.iter().find(|b| b.id == named.id).and_then(|b| b.verdict.clone()),
    };
    Ok(texts::remarks(statement, &answer).map(remark).collect())
}

/// The version a hash names, by its number in the log.
pub fn version_of(log: &[Recorded], number: u32) -> Option<Hash> {
    log.iter().find_map(|recorded| match &recorded.event {
        Event::TextSaved { version, content, .. } if *version == number => Some(content.clone()),
        _ => None,
    })
}
