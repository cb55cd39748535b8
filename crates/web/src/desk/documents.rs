//! All documents, and a new one.

use super::{
    board::{colour, kinds, named_kinds, phases},
    needs,
};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
};
use app::ids;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::Filter;
use procedure::{Command, Desk, DocumentId, PartiesRule, PartyId, PhaseName, Standing};

const PAGE: u32 = 100;

struct DocumentLine {
    id: String,
    title: String,
    kind: String,
    phase: String,
    colour: &'static str,
    standing: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/documents.html")]
struct DocumentsPage {
    page: Page,
    lines: Vec<DocumentLine>,
    kinds: Vec<(String, String)>,
    phases: Vec<(String, String)>,
    kind: String,
    phase: String,
    next: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/new.html")]
struct NewPage {
    page: Page,
    /// The kinds that may be limited to some of the municipalities, by name.
    limited: String,
    kinds: Vec<(String, String)>,
    kind: String,
    title: String,
    parties: Vec<(String, String, bool)>,
    nonce: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents", get(list)).route("/desk/documents/new", get(show).post(create))
}

async fn list(
    State(app): State<Shared>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<DocumentsPage, Fault> {
    let asked = Fields(asked);
    let phase = PhaseName::ALL.into_iter().find(|phase| phase.as_str() == asked.get("phase"));
    let filter = Filter {
        phase,
        kind: asked.filled("kind").map(str::to_owned),
        after: asked.filled("after").map(DocumentId::from),
        limit: PAGE,
        ..Filter::default()
    };
    let rows = app.ledger.documents(&who.region.id, &filter).await?;
    let today = app.today(&who.region);
    let kinds = kinds(&app, who.lang);
    let line = |row: &ledger::DocumentRow| DocumentLine {
        id: row.id.to_string(),
        title: row.state.title.clone(),
        kind: kinds
            .iter()
            .find(|(id, _)| *id == row.state.kind)
            .map_or_else(|| row.state.kind.clone(), |(_, name)| name.clone()),
        phase: needs::phase_words(who.lang, row),
        colour: colour(row.state.phase()),
        standing: needs::standing(who.lang, today, row),
    };
    Ok(DocumentsPage {
        lines: rows.iter().map(line).collect(),
        next: rows.last().filter(|_| rows.len() == PAGE as usize).map(|row| row.id.to_string()),
        phases: phases(who.lang),
        kind: asked.get("kind").to_owned(),
        phase: asked.get("phase").to_owned(),
        page: Page::desk(&app, &who, who.lang.t("nav-documents"), "/desk/documents").await?,
        kinds,
    })
}

async fn show(State(app): State<Shared>, who: Coordinator) -> Result<NewPage, Fault> {
    page(&app, &who, &Fields::default(), Vec::new()).await
}

async fn page(app: &Shared, who: &Coordinator, given: &Fields, problems: Vec<Problem>) -> Result<NewPage, Fault> {
    let today = app.today(&who.region);
    let parties = app.ledger.parties(&who.region.id).await?;
    let member = |p: &&ledger::PartyRow| {
        p.standing == Standing::Municipality
            && p.member_from.is_some_and(|from| from <= today)
            && p.member_to.is_none_or(|to| today < to)
    };
    let chosen = |id: &str| given.0.is_empty() || given.all("party").any(|party| party == id);
    let parties =
        parties.iter().filter(member).map(|p| (p.id.to_string(), p.name.clone(), chosen(p.id.as_str()))).collect();
    Ok(NewPage {
        page: Page::desk_form(app, who, who.lang.t("new-document"), "/desk/documents/new").await?,
        limited: named_kinds(app, who.lang, |kind| kind.rules.parties == PartiesRule::Chosen)
            .into_iter()
            .map(|(_, name)| name)
            .collect::<Vec<_>>()
            .join(", "),
        kinds: kinds(app, who.lang),
        kind: given.filled("kind").unwrap_or("strategy").to_owned(),
        title: given.get("title").to_owned(),
        parties,
        nonce: form::nonce(),
        problems,
    })
}

async fn create(State(app): State<Shared>, who: Coordinator, fields: Fields) -> Result<Response, Fault> {
    if fields.redraw() {
        return Ok(page(&app, &who, &fields, Vec::new()).await?.into_response());
    }
    let parties: Vec<PartyId> = fields.all("party").map(PartyId::from).collect();
    let desk = Desk::Create {
        kind: fields.get("kind").to_owned(),
        title: fields.get("title").to_owned(),
        parties: Some(parties),
    };
    let id = ids::document(&app.clock);
    match app.execute(&who.region, &id, who.actor(), Command::Desk(desk), fields.key("create")).await {
        Ok(done) => Ok(Redirect::to(&format!("/desk/documents/{}", done.document)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = fields.problem(who.lang, &refusal);
            Ok((StatusCode::CONFLICT, page(&app, &who, &fields, vec![problem]).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
