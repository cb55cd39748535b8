//! The remarks of a case with what became of them, for programs.

use super::{
    documents::List,
    problem::{Cause, NegotiatedLanguage, Opened, Problem},
    views::RemarkView,
};
use crate::Shared;
use app::history::{self, SpokenRemark};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use ledger::DocumentRow;
use procedure::{RemarkId, Wording};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct WeighedRemark {
    #[serde(flatten)]
    state: RemarkView,
    text: String,
    proposed: Option<String>,
    reason: Option<Wording<String>>,
    /// A second person's yes to the verdict, where the kind asks for one.
    approved: bool,
}

pub async fn list(
    State(app): State<Shared>,
    Opened(opened): Opened,
    negotiated: NegotiatedLanguage,
) -> Result<Response, Problem> {
    let items = weighed(&app, &opened.row).await.map_err(|e| negotiated.problem(e))?;
    Ok(Json(List { items, next: None }).into_response())
}

async fn weighed(app: &Shared, row: &DocumentRow) -> Result<Vec<WeighedRemark>, Cause> {
    let record = app.record(row).await?;
    let spoken = history::remarks(&app.ledger, &row.region, &record).await?;
    let mut spoken: HashMap<RemarkId, SpokenRemark> = spoken.into_iter().map(|said| (said.id.clone(), said)).collect();
    let remarks = row.state.case.iter().flat_map(|case| &case.remarks);
    let view = |remark: &procedure::Remark| {
        let said = spoken.remove(&remark.id)?;
        let reason = said.verdict().map(|last| last.what.reason.clone());
        let (text, proposed) = (said.text, said.proposed);
        Some(WeighedRemark { state: RemarkView::of(remark), text, proposed, reason, approved: remark.approved })
    };
    Ok(remarks.filter_map(view).collect())
}
