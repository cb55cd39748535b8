//! What must hold after every day, whatever people did.

use super::Report;
use anyhow::ensure;
use app::App;
use chrono::{DateTime, Utc};
use ledger::RegionRow;
use procedure::{DocumentId, Event, PartyId, Rung, due};
use std::collections::{BTreeMap, BTreeSet};

/// What has been seen of a document.
#[derive(Default)]
struct Seen {
    seq: u32,
    /// Rounds of hearing and requests to councils so far: each has its own reminders.
    round: u32,
    answered: BTreeSet<PartyId>,
    reminded: BTreeSet<(PartyId, Rung, String)>,
    noticed: BTreeSet<(Rung, String)>,
}

#[derive(Default)]
pub struct Promises {
    until: Option<DateTime<Utc>>,
    documents: BTreeMap<DocumentId, Seen>,
}

impl Promises {
    /// The calendar has looked and the postman has been: nothing that was due is left.
    pub async fn after_the_day(&self, app: &App, region: &RegionRow) -> anyhow::Result<()> {
        let today = app.today(region);
        for row in app.ledger.due_documents(&region.id, today, None, 1_000).await? {
            let left = due(&row.state, today);
            ensure!(left.is_empty(), "{today}: left undone for {}: {left:?}", row.id);
        }
        let left = app.ledger.unsettled(&region.id).await?;
        ensure!(left.is_none(), "{today}: a letter is left on its way: {left:?}");
        Ok(())
    }

    /// Every event follows the one before it; nobody is reminded twice, or after they have answered.
    pub async fn of_events(&mut self, app: &App, region: &RegionRow, report: &mut Report) -> anyhow::Result<()> {
        let now = app.clock.now();
        let since = self.until.unwrap_or(DateTime::UNIX_EPOCH);
        for (document, recorded) in app.ledger.events_since(&region.id, since, now, 1_000_000).await? {
            *report.events.entry(recorded.event.name().to_owned()).or_default() += 1;
            let seen = self.documents.entry(document.clone()).or_default();
            let at = format!("{document} event {}", recorded.seq);
            ensure!(recorded.seq == seen.seq + 1, "{at} follows {}", seen.seq);
            seen.seq = recorded.seq;
            seen.hold(&recorded.event).map_err(|promise| anyhow::anyhow!("{at}: {promise}"))?;
        }
        self.until = Some(now);
        Ok(())
    }
}

impl Seen {
    fn hold(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::HearingOpened { .. } | Event::AssessmentFinished { .. } => {
                self.round += 1;
                self.answered.clear();
            }
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                self.answered.insert(statement.party.clone());
            }
            Event::Reminded { party, rung, deadline, on, .. } => {
                if self.answered.contains(party) {
                    return Err(format!("{party} had answered and was reminded"));
                }
                let day = if *rung == Rung::Manual { *on } else { *deadline };
                if !self.reminded.insert((party.clone(), *rung, format!("{} {day}", self.round))) {
                    return Err(format!("{party} was reminded twice: {rung:?} of {deadline}"));
                }
            }
            Event::RevisionNoticed { rung, due, .. } if !self.noticed.insert((*rung, due.to_string())) => {
                return Err(format!("notice was given twice: {rung:?} of {due}"));
            }
            _ => {}
        }
        Ok(())
    }
}
