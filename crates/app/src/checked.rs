//! What the checker finds between the text that was heard and the one that goes on. The texts are read here, for every door:
//! neither the rules nor the writer read any.

use crate::{App, texts};
use ledger::{Error, RegionRow};
use procedure::{Case, Checked, Command, Desk, DocumentId, RegionId, Text};
use words::checker;

/// The text that was heard and the one there is now; `None` where nothing was heard, or nothing has changed since.
pub async fn texts(app: &App, region: &RegionId, case: &Case) -> Result<Option<(Text, Text)>, Error> {
    let (Some(heard), Some(now)) = (&case.heard, &case.version) else { return Ok(None) };
    if heard.content == now.content {
        return Ok(None);
    }
    let before = texts::text(&app.ledger, region, &heard.content).await?;
    Ok(Some((before, texts::text(&app.ledger, region, &now.content).await?)))
}

/// The command that finishes an assessment with the findings in it; every other one as it is.
pub async fn with_findings(
    app: &App,
    region: &RegionRow,
    document: &DocumentId,
    mut command: Command,
) -> Result<Command, Error> {
    if let Command::Desk(Desk::FinishAssessment { checked, .. }) = &mut command {
        let row = app.ledger.document(&region.id, document).await?;
        if let Some(case) = row.as_ref().and_then(|row| row.state.case.as_ref())
            && let (Some(heard), Some(now)) = (&case.heard, &case.version)
            && let Some((before, after)) = texts(app, &region.id, case).await?
        {
            let findings = checker::findings(&checker::differences(&before, &after));
            *checked = Some(Checked { heard: heard.content.clone(), content: now.content.clone(), findings });
        }
    }
    Ok(command)
}
