//! Answers by e-mail that wait for a person.

use crate::App;
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

/// A statement has been recorded from a message by e-mail: that message has become it, and older ones of the party were
/// overtaken by it. Newer ones still wait for somebody to read them.
pub async fn recorded(app: &App, region: &RegionRow, document: &DocumentId, done: &Done, mail: &str) {
    let Ok(Some(message)) = app.ledger.incoming_one(&region.id, mail).await else { return };
    for event in done.events.iter().map(|recorded| &recorded.event) {
        if let Event::StatementRecorded { statement, .. } = event
            && message.party().as_ref() == Some(&statement.party)
        {
            overtaken(app, region, document, &statement.party, message.received_at).await;
        }
    }
}
