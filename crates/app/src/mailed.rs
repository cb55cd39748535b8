//! Answers by e-mail that wait for a person.

use crate::App;
use ledger::{IncomingRow, RegionRow};

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
