//! The assessment: every remark with its words, its verdict and the reason.

use super::act::find;
use crate::{
    history::{self, Names},
    web::{
        Shared,
        fault::Fault,
        form::{self, Fields},
        page::{Page, Problem},
        who::Coordinator,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::DocumentRow;
use procedure::{Command, Desk, Phase, RemarkId, Verdict};

const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Accommodated, "accommodated"),
    (Verdict::Partly, "partly"),
    (Verdict::NotAccommodated, "not_accommodated"),
    (Verdict::Noted, "noted"),
];

struct RemarkLine {
    id: String,
    party: String,
    section: String,
    text: String,
    proposed: String,
    assessed: bool,
    verdicts: Vec<(&'static str, String, bool)>,
    reason: String,
    based_on: u32,
    nonce: String,
    problem: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/remarks.html")]
struct RemarksPage {
    page: Page,
    id: String,
    title: String,
    open: usize,
    can_assess: bool,
    remarks: Vec<RemarkLine>,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/remarks", get(show).post(assess))
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<RemarksPage, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, None).await
}

/// `given` is a form that was refused, with the sentence why.
async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: Option<(&Fields, String)>,
) -> Result<RemarksPage, Fault> {
    let lang = who.lang;
    let case = row.state.case.as_ref().ok_or(Fault::NotFound)?;
    let log = app.ledger.events(&who.region.id, &row.id, 0, u32::MAX).await?;
    let spoken = history::remarks(&app.ledger, &who.region.id, &log).await?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?);
    let line = |remark: &procedure::Remark| {
        let words = spoken.iter().find(|s| s.id == remark.id)?;
        let typed = given.as_ref().filter(|(fields, _)| fields.get("remark") == remark.id.as_str());
        let chosen = typed.map_or_else(
            || VERDICTS.iter().find(|(verdict, _)| Some(*verdict) == remark.verdict).map(|(_, name)| *name),
            |(fields, _)| VERDICTS.iter().find(|(_, name)| *name == fields.get("verdict")).map(|(_, name)| *name),
        );
        let verdict = |(verdict, name): &(Verdict, &'static str)| {
            (*name, lang.t(&history::word("verdict", verdict)), chosen == Some(*name))
        };
        let reason = words.verdict.as_ref().map(|(_, reason)| reason.clone()).unwrap_or_default();
        Some(RemarkLine {
            id: remark.id.to_string(),
            party: names.get(&remark.party),
            section: words.section.clone(),
            text: words.text.clone(),
            proposed: words.proposed.clone().unwrap_or_default(),
            assessed: remark.verdict.is_some(),
            verdicts: VERDICTS.iter().map(verdict).collect(),
            reason: typed.map_or(reason, |(fields, _)| fields.get("reason").to_owned()),
            based_on: remark.revision,
            nonce: form::nonce(),
            problem: typed.map(|(_, sentence)| sentence.clone()),
        })
    };
    let problem = |(fields, sentence): &(&Fields, String)| Problem {
        field: fields.get("remark").to_owned(),
        sentence: sentence.clone(),
    };
    Ok(RemarksPage {
        page: Page::desk(app, who, lang.t("remarks-title"), &format!("/desk/documents/{}/remarks", row.id)).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        open: case.remarks.iter().filter(|remark| remark.verdict.is_none()).count(),
        can_assess: matches!(case.phase, Phase::Assessment(_)),
        remarks: case.remarks.iter().filter_map(line).collect(),
        problems: given.iter().map(problem).collect(),
    })
}

async fn assess(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let verdict = VERDICTS.iter().find(|(_, name)| *name == fields.get("verdict"));
    let Some((verdict, _)) = verdict else {
        let sentence = who.lang.t("remarks-verdict-missing");
        let page = page(&app, &who, &row, Some((&fields, sentence))).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let remark = RemarkId(fields.get("remark").to_owned());
    let desk = Desk::AssessRemark {
        remark: remark.clone(),
        verdict: *verdict,
        reason: fields.get("reason").to_owned(),
        based_on: fields.get("based_on").parse().ok(),
    };
    let key = fields.key(&format!("{}/remarks", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/documents/{}/remarks#{remark}", row.id)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let sentence = who.lang.refusal(&refusal);
            Ok((StatusCode::CONFLICT, page(&app, &who, &row, Some((&fields, sentence))).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
