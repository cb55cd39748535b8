//! What the public answers, at the desk: answers that are alike stand together with their count, a page at a time. They are
//! released, kept from the public, and weighed.

use super::act::find;
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{self, Page, Problem},
    prose::Prose,
    who::Coordinator,
};
use app::{history::word, public_answers, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::{DocumentRow, PublicAnswer, PublicHearing, PublicRound, Weighed};
use procedure::{Command, Desk, Phase, Refusal, Verdict};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Groups, or answers of a group, on a page.
const PAGE: u32 = 25;
const VERDICTS: [Verdict; 4] = [Verdict::Accommodated, Verdict::Partly, Verdict::NotAccommodated, Verdict::Noted];

/// A verdict as forms and programs name it.
fn name(verdict: Verdict) -> &'static str {
    verdict.into()
}

/// Where in the list the reader is.
#[derive(Clone, Debug, Default, Deserialize)]
struct Place {
    case: Option<u32>,
    round: Option<u32>,
    /// The number of the last one on the page before.
    #[serde(default)]
    after: u32,
    #[serde(default)]
    show: String,
}

/// One answer.
struct AnswerView {
    number: u32,
    name: String,
    address: String,
    received: String,
    released: bool,
    exempt: Option<String>,
    /// Hash and name.
    files: Vec<(String, String)>,
}

struct GroupView {
    first: u32,
    answers: u32,
    section: String,
    text: Prose,
    sample: AnswerView,
    /// How many of it nobody has looked at.
    waiting: u32,
    /// The verdict's name, what it is called, and its reason.
    verdict: Option<(String, String, String)>,
    /// The number of the event with it, where it waits for a second person.
    unapproved: Option<u32>,
    /// Whether that can be whoever reads this.
    can_approve: bool,
    /// What was typed, where it could not be taken.
    given: Fields,
    /// The ids of its fields.
    verdict_id: String,
    reason_id: String,
}

impl GroupView {
    fn chosen(&self) -> &str {
        let standing = self.verdict.as_ref().map_or("", |(name, ..)| name);
        self.given.filled("verdict").unwrap_or(standing)
    }

    fn reason(&self) -> &str {
        let standing = self.verdict.as_ref().map_or("", |(.., reason)| reason);
        if self.given.has("reason") { self.given.get("reason") } else { standing }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/public-answers.html")]
struct GroupsPage {
    page: Page,
    id: String,
    title: String,
    sentence: String,
    waiting: u32,
    /// The number of the newest answer the page knows.
    through: u32,
    place: Place,
    case: u32,
    round: u32,
    can_assess: bool,
    verdicts: Vec<(String, String)>,
    groups: Vec<GroupView>,
    next: Option<u32>,
    nonce: String,
    problems: Vec<Problem>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/public-group.html")]
struct GroupPage {
    page: Page,
    id: String,
    title: String,
    case: u32,
    round: u32,
    section: String,
    text: Prose,
    answers: Vec<AnswerView>,
    next: Option<u32>,
    nonce: String,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/documents/{id}/public-answers", get(show).post(carry_out))
        .route("/desk/documents/{id}/public-answers/{first}", get(group))
}

async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(place): Query<Place>,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, place, &Fields::default(), Vec::new(), StatusCode::OK).await
}

/// The hearing the place names; the last one that anyone could answer, where it names none.
async fn hearing(app: &Shared, row: &DocumentRow, place: &Place) -> Result<PublicHearing, Fault> {
    let all = app.ledger.public_hearings(&row.id).await?;
    let named = |own: &PublicHearing| {
        place.case.is_none_or(|case| own.round.case == case) && place.round.is_none_or(|round| own.round.round == round)
    };
    all.into_iter().rfind(named).ok_or(Fault::NotFound)
}

/// What each section of the text that is heard is called.
async fn headings(app: &Shared, row: &DocumentRow, round: &PublicRound) -> Result<BTreeMap<String, String>, Fault> {
    let record = app.record(row).await?;
    let Some(held) = record.round(round.case, round.round) else { return Ok(BTreeMap::new()) };
    let text = texts::text(&app.ledger, &row.region, &held.content).await?;
    Ok(text.parts.into_iter().map(|part| (part.id().to_string(), part.title())).collect())
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    place: Place,
    given: &Fields,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let lang = who.lang;
    let hearing = hearing(app, row, &place).await?;
    let round = &hearing.round;
    let which = match place.show.as_str() {
        "open" => Weighed::Open,
        "approve" => Weighed::Unapproved,
        _ => Weighed::All,
    };
    let mut found = app.ledger.public_groups(round, which, place.after, PAGE + 1).await?;
    let next = page::next(&mut found, PAGE, |group| group.first);
    let firsts = found.iter().map(|group| group.first).collect();
    let mut samples = app.ledger.public_firsts(round, &firsts).await?;
    let unseen = app.ledger.public_unseen(round, &firsts).await?;
    let headings = headings(app, row, round).await?;
    let case = row.state.case.as_ref();
    let last = case.is_some_and(|case| (case.number, case.rounds) == (round.case, round.round));
    let can_assess = last && matches!(case.map(|case| &case.phase), Some(Phase::Assessment(_)));
    let two = can_assess && case.is_some_and(|case| case.rules.assessment.second_person);
    let mut groups = Vec::new();
    for group in found {
        let Some(answer) = samples.remove(&group.first) else { continue };
        let typed = given.get("group").parse() == Ok(group.first);
        let section = answer.section.as_ref().and_then(|section| headings.get(section.as_str()));
        let unapproved = group.given.filter(|given| two && !given.approved);
        groups.push(GroupView {
            first: group.first,
            answers: group.answers,
            section: section.cloned().unwrap_or_else(|| lang.t("public-answer-whole")),
            text: Prose(app.ledger.text(&row.region, &answer.body).await?.unwrap_or_default()),
            waiting: unseen.get(&group.first).copied().unwrap_or(0),
            sample: view(who, answer),
            unapproved: unapproved.as_ref().map(|given| given.seq),
            can_approve: unapproved.is_some_and(|given| given.approvable_by(&who.actor()).is_ok()),
            verdict: group
                .verdict
                .map(|(verdict, reason)| (name(verdict).to_owned(), lang.t(&word("verdict", verdict)), reason)),
            verdict_id: format!("verdict-{}", group.first),
            reason_id: format!("reason-{}", group.first),
            given: if typed { given.clone() } else { Fields::default() },
        });
    }
    let values = [("answers", hearing.answers.into()), ("groups", hearing.groups.into())];
    let page = GroupsPage {
        page: Page::desk(
            app,
            who,
            lang.t("public-answers-heading"),
            &format!("/desk/documents/{}/public-answers", row.id),
        )
        .await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        sentence: lang.with("public-answers-groups", &values),
        waiting: hearing.waiting,
        through: hearing.answers,
        case: round.case,
        round: round.round,
        place,
        can_assess,
        verdicts: VERDICTS.map(|verdict| (name(verdict).to_owned(), lang.t(&word("verdict", verdict)))).to_vec(),
        groups,
        next,
        nonce: form::nonce(),
        problems,
    };
    Ok((status, page).into_response())
}

fn view(who: &Coordinator, answer: PublicAnswer) -> AnswerView {
    AnswerView {
        number: answer.number,
        received: who.lang.instant(app::local(&who.region, answer.received_at)),
        released: answer.released,
        files: answer.files.iter().map(|file| (file.hash.to_string(), file.name.clone())).collect(),
        exempt: answer.legal_basis,
        name: answer.name,
        address: answer.address,
    }
}

async fn group(
    State(app): State<Shared>,
    Path((id, first)): Path<(String, u32)>,
    who: Coordinator,
    Query(place): Query<Place>,
) -> Result<GroupPage, Fault> {
    let row = find(&app, &who, id).await?;
    let round = hearing(&app, &row, &place).await?.round;
    let mut found = app.ledger.public_answers(&round, Some(first), false, place.after, PAGE + 1).await?;
    let next = page::next(&mut found, PAGE, |answer| answer.number);
    let sample = found.first().ok_or(Fault::NotFound)?;
    let headings = headings(&app, &row, &round).await?;
    let section = sample.section.as_ref().and_then(|section| headings.get(section.as_str())).cloned();
    let text = Prose(app.ledger.text(&row.region, &sample.body).await?.unwrap_or_default());
    let path = format!("/desk/documents/{}/public-answers/{first}", row.id);
    let title = who.lang.with("public-group-title", &[("group", first.into())]);
    Ok(GroupPage {
        page: Page::desk(&app, &who, title, &path).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        case: round.case,
        round: round.round,
        section: section.unwrap_or_else(|| who.lang.t("public-answer-whole")),
        text,
        answers: found.into_iter().map(|answer| view(&who, answer)).collect(),
        next,
        nonce: form::nonce(),
    })
}

/// What a form asks for, or the field that is wrong.
fn asked(fields: &Fields) -> Result<Desk, Option<Refusal>> {
    let number = |name: &str| fields.get(name).parse::<u32>().ok();
    match fields.get("what") {
        "release" => Ok(Desk::ReleasePublicAnswers {
            case: number("case"),
            round: number("round"),
            from: number("from"),
            through: number("through").ok_or(None)?,
            group: number("group"),
            reason: None,
            seen: None,
        }),
        "assess" => Ok(Desk::AssessPublicAnswers {
            group: number("group").ok_or(None)?,
            verdict: serde_json::from_value(fields.get("verdict").into()).map_err(|_| Some(Refusal::VerdictMissing))?,
            reason: fields.get("reason").to_owned(),
            seen: None,
        }),
        "approve" => Ok(Desk::ApprovePublicVerdict {
            group: number("group").ok_or(None)?,
            based_on: number("based_on"),
            seen: None,
        }),
        _ => Err(None),
    }
}

async fn carry_out(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let place = Place {
        case: fields.get("case").parse().ok(),
        round: fields.get("round").parse().ok(),
        after: fields.get("after").parse().unwrap_or(0),
        show: fields.get("show").to_owned(),
    };
    let refused = match asked(&fields) {
        Ok(desk) => {
            let key = fields.key(&format!("{}/public-answers", row.id));
            match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
                Ok(_) => return Ok(Redirect::to(&back(&row, &place, &fields)).into_response()),
                Err(ledger::Error::Refused(refusal)) => (refusal, StatusCode::CONFLICT),
                Err(error) => return Err(error.into()),
            }
        }
        Err(Some(refusal)) => (refusal, StatusCode::UNPROCESSABLE_ENTITY),
        Err(None) => return Err(Fault::Unreadable("act-unreadable")),
    };
    // Each group has fields of its own.
    let field = refused.0.fields().last().map(|name| format!("{name}-{}", fields.get("group")));
    let problem = Problem { field: field.unwrap_or_default(), ..Problem::of(who.lang, &refused.0) };
    page(&app, &who, &row, place, &fields, vec![problem], refused.1).await
}

/// The place on the page that the form was sent from.
fn back(row: &DocumentRow, place: &Place, fields: &Fields) -> String {
    let of = |name: &str, n: Option<u32>| n.map_or_else(String::new, |n| format!("{name}={n}&"));
    let query = of("case", place.case) + &of("round", place.round) + &of("after", Some(place.after));
    let group = fields.filled("group").filter(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let anchor = group.map_or_else(String::new, |group| format!("#group-{group}"));
    let show = ["open", "approve"].into_iter().find(|show| *show == place.show).unwrap_or_default();
    format!("/desk/documents/{}/public-answers?{query}show={show}{anchor}", row.id)
}

/// Answers of the public that have waited for two working days.
pub async fn needs(app: &Shared, who: &Coordinator, rows: &[DocumentRow]) -> Result<Vec<super::needs::Need>, Fault> {
    let mut needs = Vec::new();
    for waiting in public_answers::overdue(app, &who.region).await? {
        let Some(row) = rows.iter().find(|row| row.id == waiting.document) else { continue };
        let values = [("answers", waiting.answers.into()), ("title", (&row.state.title).into())];
        needs.push(super::needs::Need {
            on: app.today(&who.region),
            document: row.id.to_string(),
            when: who.lang.t("need-today"),
            sentence: who.lang.with("need-public-answers", &values),
            href: format!("/desk/documents/{}/public-answers", row.id),
            link: who.lang.t("need-see"),
        });
    }
    Ok(needs)
}
