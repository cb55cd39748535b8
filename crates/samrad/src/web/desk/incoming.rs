//! What came in by e-mail: looked at, and recorded as an answer where it is one.

use super::act::find;
use crate::{
    app,
    history::Names,
    web::{Shared, fault::Fault, form, page::Page, who::Coordinator},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use ledger::IncomingRow;
use procedure::{DocumentId, Position};

struct Line {
    id: String,
    when: String,
    party: String,
    sender: String,
    subject: String,
    kind: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/incoming.html")]
struct IncomingPage {
    page: Page,
    lines: Vec<Line>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/incoming-one.html")]
struct OnePage {
    page: Page,
    line: Line,
    text: String,
    /// Hash and name.
    files: Vec<(String, String)>,
    /// The document it answers, and its title.
    document: Option<(String, String)>,
    /// Where it can be recorded as an answer: municipality and the day it came.
    record: Option<(String, String)>,
    positions: Vec<(&'static str, String)>,
    nonce: String,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/incoming", get(list)).route("/desk/incoming/{id}", get(show))
}

fn line(app: &Shared, who: &Coordinator, names: &Names, row: &IncomingRow) -> Line {
    Line {
        id: row.id.clone(),
        when: who.lang.short_instant(app::local(&who.region, row.received_at), app.today(&who.region)),
        party: row.party().map(|party| names.get(&party)).unwrap_or_default(),
        sender: row.sender.clone(),
        subject: row.subject.clone(),
        kind: who.lang.t(&format!("incoming-{}", row.kind)),
    }
}

async fn list(State(app): State<Shared>, who: Coordinator) -> Result<IncomingPage, Fault> {
    let names = Names::of(&app.ledger.parties(&who.region.id).await?);
    let rows = app.ledger.incoming(&who.region.id, None).await?;
    Ok(IncomingPage {
        lines: rows.iter().map(|row| line(&app, &who, &names, row)).collect(),
        page: Page::desk(&app, &who, who.lang.t("incoming-title"), "/desk/incoming").await?,
    })
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<OnePage, Fault> {
    let row = app.ledger.incoming_one(&who.region.id, &id).await?.ok_or(Fault::NotFound)?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?);
    let document = match &row.document {
        Some(id) => Some(find(&app, &who, id.clone()).await?),
        None => None,
    };
    let waiting = match &document {
        Some(document) => {
            crate::inbox::unconfirmed(&app, &who.region, document).await?.iter().any(|mail| mail.id == row.id)
        }
        None => false,
    };
    let hearing = document.as_ref().is_some_and(|document| document.state.deadline().is_some());
    let day = app::local(&who.region, row.received_at).date().to_string();
    let position =
        |(position, value): (Position, &'static str)| (value, who.lang.t(&crate::history::word("position", position)));
    let positions = [
        (Position::Supports, "supports"),
        (Position::WithoutRemarks, "without_remarks"),
        (Position::WithRemarks, "with_remarks"),
        (Position::Opposes, "opposes"),
        (Position::NoOpinion, "no_opinion"),
    ];
    let recorded_at = |row: &ledger::DocumentRow| format!("/desk/documents/{}/act/record_statement", row.id);
    let typed_at = document.as_ref().filter(|_| waiting && hearing && row.party.is_some()).map(recorded_at);
    Ok(OnePage {
        line: line(&app, &who, &names, &row),
        text: row.body.clone(),
        files: app.ledger.incoming_files(&who.region.id, &id).await?,
        record: row.party.clone().filter(|_| waiting && hearing).map(|party| (party, day)),
        document: document.map(|document| (DocumentId::to_string(&document.id), document.state.title.clone())),
        positions: positions.map(position).to_vec(),
        nonce: form::nonce(),
        page: Page {
            typed_at,
            ..Page::desk(&app, &who, who.lang.t("incoming-title"), &format!("/desk/incoming/{id}")).await?
        },
    })
}
