//! Answers by e-mail that wait for a person.

use crate::{App, clock};
use chrono::{DateTime, Utc};
use ledger::{Done, IncomingRow, RegionRow};
use procedure::{DocumentId, Event, PartyId};

/// Answers by e-mail to this document that nobody has confirmed or recorded yet.
pub async fn unconfirmed(
    app: &App,
    region: &RegionRow,
    row: &ledger::DocumentRow,
) -> Result<Vec<IncomingRow>, ledger::Error> {
    let Some(hearing) = row.state.case.as_ref().and_then(|case| case.hearing()) else { return Ok(Vec::new()) };
    let mut waiting = app.ledger.replies(&row.region, &row.id).await?;
    waiting.retain(|mail| {
        let day = crate::local(region, mail.received_at).date();
        day >= hearing.opened_on && mail.party().is_some_and(|party| hearing.track(&party).is_some())
    });
    Ok(waiting)
}

/// A statement has come from this party: what it had mailed by `through` waits no longer. The statement stands whether or
/// not this is written down.
pub async fn overtaken(app: &App, region: &RegionRow, document: &DocumentId, party: &PartyId, through: DateTime<Utc>) {
    let settled = app.ledger.settle_replies(&region.id, document, party, through, app.clock.now()).await;
    if let Err(error) = settled {
        tracing::warn!(%error, "answers by mail still wait beside the statement they became");
    }
}

/// A coordinator or a program has recorded a statement: of the message it was taken from, and of older ones, or where it
/// was taken from none, of all that had come on the day it is dated.
pub async fn recorded(app: &App, region: &RegionRow, document: &DocumentId, done: &Done, mail: Option<&str>) {
    for event in done.events.iter().map(|recorded| &recorded.event) {
        let Event::StatementRecorded { statement, .. } = event else { continue };
        let message = match mail {
            Some(id) => app.ledger.incoming_one(&region.id, id).await.ok().flatten(),
            None => None,
        };
        let next = || statement.received_on.succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
        let through = match message {
            Some(message) => Some(message.received_at),
            None => next().map(|midnight| clock::instant(crate::zone(region), midnight)),
        };
        if let Some(through) = through {
            overtaken(app, region, document, &statement.party, through).await;
        }
    }
}
