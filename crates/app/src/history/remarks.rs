//! Remarks with their words and their verdicts, read from the log.

use crate::texts;
use chrono::{DateTime, Utc};
use ledger::Ledger;
use procedure::{Event, Hash, PartId, PartyId, Recorded, RegionId, RemarkId, Statement, Text, Verdict};
use std::collections::HashMap;

/// A remark as it was made, and what was said of it.
#[derive(Clone, Debug)]
pub struct SpokenRemark {
    pub id: RemarkId,
    pub party: PartyId,
    pub case: u32,
    pub round: u32,
    /// The heading it is about; empty for the general text.
    pub section: String,
    pub text: String,
    pub proposed: Option<String>,
    /// Every verdict it has been given, the last one last.
    pub verdicts: Vec<Weighing>,
}

/// A verdict, when and by whom it was given, and who approved it.
#[derive(Clone, Debug)]
pub struct Weighing {
    pub seq: u32,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub verdict: Verdict,
    pub reason: String,
    pub approved: Option<(DateTime<Utc>, String)>,
}

impl SpokenRemark {
    /// Whether it was made in this round of hearing.
    pub fn of(&self, case: u32, round: u32) -> bool {
        (self.case, self.round) == (case, round)
    }

    /// The verdict that holds.
    pub fn verdict(&self) -> Option<&Weighing> {
        self.verdicts.last()
    }
}

/// All remarks of a log, those of replaced statements left out.
pub async fn remarks(ledger: &Ledger, region: &RegionId, log: &[Recorded]) -> Result<Vec<SpokenRemark>, ledger::Error> {
    let mut found: Vec<SpokenRemark> = Vec::new();
    // Where each remark stands in `found`: a document can have thousands.
    let mut places: HashMap<RemarkId, usize> = HashMap::new();
    let mut heard = Text::default();
    let mut at = (1, 0);
    for recorded in log {
        match &recorded.event {
            Event::RevisionStarted { .. } => at.0 += 1,
            Event::HearingOpened { round, content, .. } => {
                at.1 = *round;
                heard = texts::text(ledger, region, content).await?;
            }
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                let mut before = HashMap::new();
                found.retain_mut(|remark| {
                    let replaced = (remark.case, remark.round) == at && remark.party == statement.party;
                    if replaced {
                        before.insert(remark.id.clone(), std::mem::take(&mut remark.verdicts));
                    }
                    !replaced
                });
                found.extend(spoken(ledger, region, statement, &heard, at, before).await?);
                places = found.iter().enumerate().map(|(place, remark)| (remark.id.clone(), place)).collect();
            }
            Event::RemarkAssessed { remark, verdict, reason, .. } => {
                if let Some(known) = places.get(remark).and_then(|place| found.get_mut(*place)) {
                    known.verdicts.push(Weighing {
                        seq: recorded.seq,
                        at: recorded.at,
                        actor: recorded.actor.clone(),
                        verdict: *verdict,
                        reason: reason.clone(),
                        approved: None,
                    });
                }
            }
            Event::VerdictApproved { remark, .. } => {
                let known = places.get(remark).and_then(|place| found.get_mut(*place));
                if let Some(last) = known.and_then(|known| known.verdicts.last_mut()) {
                    last.approved = Some((recorded.at, recorded.actor.clone()));
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
    (case, round): (u32, u32),
    mut before: HashMap<RemarkId, Vec<Weighing>>,
) -> Result<Vec<SpokenRemark>, ledger::Error> {
    let answer = texts::answer(ledger, region, &statement.content).await?;
    let heading = |id: &PartId| heard.parts.iter().find(|part| part.id == *id).map(|part| part.heading.clone());
    let remark = |(named, words): (&procedure::RemarkRef, texts::Remark)| SpokenRemark {
        id: named.id.clone(),
        party: statement.party.clone(),
        case,
        round,
        section: named.section.as_ref().and_then(heading).unwrap_or_default(),
        text: words.text,
        proposed: words.proposed,
        verdicts: before.remove(&named.id).unwrap_or_default(),
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
