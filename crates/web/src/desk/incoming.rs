//! What came in by e-mail: looked at as it is, and recorded as an answer where it is one.

mod place;

use super::{act::find, needs::Need};
use crate::{
    Shared,
    attachment::attachment,
    fault::Fault,
    form,
    officer::download,
    page::{Page, Problem},
    who::Coordinator,
};
use app::history::Names;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use chrono::NaiveDate;
use ledger::{DocumentRow, IncomingFile, IncomingRow};
use procedure::{DocumentId, Hash, Position};

/// Messages that stand on the board one by one; of more, how many there are.
const ON_BOARD: usize = 10;

struct MessageLine {
    id: String,
    when: String,
    party: String,
    sender: String,
    subject: String,
    kind: String,
    waits: bool,
}

/// What came with a message.
struct MessageFile {
    name: String,
    /// Where it is, or why it is not kept.
    hash: String,
    reason: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/incoming.html")]
struct IncomingPage {
    page: Page,
    lines: Vec<MessageLine>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/incoming-one.html")]
struct OnePage {
    page: Page,
    line: MessageLine,
    warnings: Vec<String>,
    said: String,
    text: String,
    cut: String,
    files: Vec<MessageFile>,
    /// The document it answers, and its title.
    document: Option<(String, String)>,
    /// Who placed it, and who is done with it: a sentence each.
    told: Vec<String>,
    /// Somebody, or a statement that came, is done with it.
    settled: bool,
    /// Where it can be recorded as an answer: municipality and the day it came.
    record: Option<(String, String)>,
    positions: Vec<(&'static str, String)>,
    channel: String,
    place: Option<place::Offer>,
    problems: Vec<Problem>,
    nonce: String,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/incoming", get(list))
        .route("/desk/incoming/{id}", get(show))
        .route("/desk/incoming/{id}/message.eml", get(message))
        .route("/desk/incoming/{id}/files/{hash}", get(file))
        .route("/desk/incoming/{id}/settle", post(settle))
        .route("/desk/incoming/{id}/reopen", post(reopen))
        .route("/desk/incoming/{id}/place", post(place::place))
}

/// What waits of the mail, for the board.
pub async fn needs(
    app: &Shared,
    who: &Coordinator,
    rows: &[DocumentRow],
    names: &Names,
    today: NaiveDate,
) -> Result<Vec<Need>, Fault> {
    let lang = who.lang;
    let waiting = app.ledger.incoming_waiting(&who.region.id).await?;
    let need = |document: Option<&DocumentRow>, sentence: String, href: String| Need {
        on: today,
        document: document.map(|row| row.id.to_string()).unwrap_or_default(),
        when: lang.t("need-today"),
        sentence,
        href,
        link: lang.t("need-mail-see"),
    };
    let mut needs = Vec::new();
    for mail in waiting.iter().take(ON_BOARD) {
        let document = rows.iter().find(|row| Some(row.id.as_str()) == mail.document.as_deref());
        let sender = if mail.sender.is_empty() { lang.t("incoming-nobody") } else { mail.sender.clone() };
        let sentence = match (document, mail.party(), mail.kind.as_str()) {
            (Some(row), Some(party), "reply" | "unknown") => {
                let values = [("party", names.get(&party).into()), ("title", (&row.state.title).into())];
                lang.with("need-mail-reply", &values)
            }
            (_, _, "unplaced") => lang.with("need-mail-unplaced", &[("sender", sender.into())]),
            _ => lang.with("need-mail-look", &[("sender", sender.into())]),
        };
        needs.push(need(document, sentence, format!("/desk/incoming/{}", mail.id)));
    }
    if waiting.len() > ON_BOARD {
        let sentence = lang.with("need-mail-more", &[("count", (waiting.len() - ON_BOARD).into())]);
        needs.push(need(None, sentence, "/desk/incoming".to_owned()));
    }
    Ok(needs)
}

fn line(app: &Shared, who: &Coordinator, names: &Names, row: &IncomingRow) -> MessageLine {
    MessageLine {
        id: row.id.clone(),
        when: who.lang.short_instant(app::local(&who.region, row.received_at), app.today(&who.region)),
        party: row.party().map(|party| names.get(&party)).unwrap_or_default(),
        sender: row.sender.clone(),
        subject: row.subject.clone(),
        kind: who.lang.t(&format!("incoming-{}", row.kind)),
        waits: row.waits,
    }
}

async fn list(State(app): State<Shared>, who: Coordinator) -> Result<IncomingPage, Fault> {
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    // What waits first: many others may have come since.
    let mut rows = app.ledger.incoming_waiting(&who.region.id).await?;
    rows.extend(app.ledger.incoming(&who.region.id).await?.into_iter().filter(|row| !row.waits));
    Ok(IncomingPage {
        lines: rows.iter().map(|row| line(&app, &who, &names, row)).collect(),
        page: Page::desk(&app, &who, who.lang.t("incoming-title"), "/desk/incoming").await?,
    })
}

async fn one(app: &Shared, who: &Coordinator, id: &str) -> Result<IncomingRow, Fault> {
    app.ledger.incoming_one(&who.region.id, id).await?.ok_or(Fault::NotFound)
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<OnePage, Fault> {
    let row = one(&app, &who, &id).await?;
    page(&app, &who, row, None, Vec::new()).await
}

/// The page of one message. `chosen`: the document and the party it was to be placed by, where that was refused.
async fn page(
    app: &Shared,
    who: &Coordinator,
    row: IncomingRow,
    chosen: Option<(String, String)>,
    problems: Vec<Problem>,
) -> Result<OnePage, Fault> {
    let lang = who.lang;
    let parties = app.ledger.parties(&who.region.id).await?;
    let names = Names::of(&parties, app.today(&who.region));
    let document = match &row.document {
        Some(id) => Some(find(app, who, id.clone()).await?),
        None => None,
    };
    let waiting = match &document {
        Some(document) => {
            app::mailed::unconfirmed(app, &who.region, document).await?.iter().any(|mail| mail.id == row.id)
        }
        None => false,
    };
    let hearing = document.as_ref().is_some_and(|document| document.state.deadline().is_some());
    let day = app::local(&who.region, row.received_at).date().to_string();
    let position =
        |(position, value): (Position, &'static str)| (value, lang.t(&app::history::word("position", position)));
    let positions = [
        (Position::Supports, "supports"),
        (Position::WithoutRemarks, "without_remarks"),
        (Position::WithRemarks, "with_remarks"),
        (Position::Opposes, "opposes"),
        (Position::NoOpinion, "no_opinion"),
    ];
    let recorded_at = |row: &ledger::DocumentRow| format!("/desk/documents/{}/act/record_statement", row.id);
    let typed_at = document.as_ref().filter(|_| waiting && hearing && row.party.is_some()).map(recorded_at);
    let channel = if row.placed_at.is_some() { "incoming-channel-placed" } else { "incoming-channel" };
    let files = app.ledger.incoming_files(&who.region.id, &row.id).await?;
    Ok(OnePage {
        line: line(app, who, &names, &row),
        warnings: row.warnings.split_whitespace().map(|word| lang.t(&format!("incoming-warning-{word}"))).collect(),
        said: row.said.clone(),
        text: row.body.clone(),
        cut: row.cut.clone(),
        files: files.into_iter().map(|file| shown(who, file)).collect(),
        told: told(app, who, &row).await?,
        settled: row.settled_by.is_some(),
        record: row.party.clone().filter(|_| waiting && hearing).map(|party| (party, day)),
        document: document.map(|document| (DocumentId::to_string(&document.id), document.state.title.clone())),
        positions: positions.map(position).to_vec(),
        channel: lang.t(channel),
        place: place::offer(app, who, &row, &parties, chosen).await?,
        problems,
        nonce: form::nonce(),
        page: Page {
            typed_at,
            ..Page::desk(app, who, lang.t("incoming-title"), &format!("/desk/incoming/{}", row.id)).await?
        },
    })
}

fn shown(who: &Coordinator, file: IncomingFile) -> MessageFile {
    let name = if file.name.is_empty() { who.lang.t("incoming-unnamed") } else { file.name };
    if file.reason == "more" {
        let count = usize::try_from(file.size).unwrap_or(0);
        let name = who.lang.with("incoming-more", &[("count", count.into())]);
        return MessageFile { name, hash: String::new(), reason: who.lang.t("incoming-reason-number") };
    }
    let reason =
        if file.reason.is_empty() { String::new() } else { who.lang.t(&format!("incoming-reason-{}", file.reason)) };
    MessageFile { name, hash: file.hash, reason }
}

/// By whom it was placed, and who is done with it.
async fn told(app: &Shared, who: &Coordinator, row: &IncomingRow) -> Result<Vec<String>, Fault> {
    let mut told = Vec::new();
    let today = app.today(&who.region);
    for (key, by, at) in
        [("incoming-placed", &row.placed_by, row.placed_at), ("incoming-settled", &row.settled_by, row.settled_at)]
    {
        let (Some(by), Some(at)) = (by, at) else { continue };
        let when = who.lang.short_instant(app::local(&who.region, at), today);
        let contact = app.ledger.contact(&who.region.id, &procedure::ContactId(by.clone())).await?;
        told.push(match contact {
            Some(contact) => who.lang.with(key, &[("who", contact.name.into()), ("when", when.into())]),
            // A statement has come that it became, or that overtook it.
            None => who.lang.with("incoming-answered", &[("when", when.into())]),
        });
    }
    Ok(told)
}

/// The message as it came, but for the links in it.
async fn message(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<Response, Fault> {
    let raw = app.ledger.incoming_raw(&who.region.id, &id).await?.ok_or(Fault::NotFound)?;
    Ok(attachment("message.eml", "message/rfc822", raw))
}

async fn file(
    State(app): State<Shared>,
    Path((id, hash)): Path<(String, String)>,
    who: Coordinator,
) -> Result<Response, Fault> {
    let files = app.ledger.incoming_files(&who.region.id, &id).await?;
    let file = files.into_iter().find(|file| !hash.is_empty() && file.hash == hash).ok_or(Fault::NotFound)?;
    download(&app, &who.region.id, &Hash(hash), Some(file.name)).await
}

/// A person has looked at it, and it asks for nothing more.
async fn settle(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<Redirect, Fault> {
    let row = one(&app, &who, &id).await?;
    app.ledger.settle_incoming(&who.region.id, &row.id, &who.contact.id, app.clock.now()).await?;
    Ok(Redirect::to("/desk/incoming"))
}

/// It waits for a person again.
async fn reopen(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<Redirect, Fault> {
    let row = one(&app, &who, &id).await?;
    app.ledger.reopen_incoming(&who.region.id, &row.id).await?;
    Ok(Redirect::to(&format!("/desk/incoming/{}", row.id)))
}
