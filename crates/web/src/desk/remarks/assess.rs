//! Weighing one remark, or several alike with one verdict and one reason.

use super::{
    replies::{Reply, replies},
    work::{self, Line, VERDICTS, Work},
};
use crate::{
    Shared,
    compared::{self, Marks},
    desk::{
        act::find,
        forms::{self, FormReader, OtherForm},
    },
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    rendered::{self, Html},
    who::Coordinator,
};
use app::{history::word, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{DocumentRow, Note};
use procedure::{Case, Command, Desk, DocumentId, PartId, Refusal, Remark, RemarkId, Seen, Verdict, record::Weighed};
use words::compare;

struct RemarkView {
    id: String,
    party: String,
    heading: String,
    text: String,
    proposed: String,
    /// Every verdict, the newest first.
    history: Vec<Line>,
}

/// The section as it was heard and as it is now.
struct SectionView {
    heading: String,
    /// `None` where nothing is changed.
    changes: Option<Html>,
    text: Html,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/assess.html")]
struct AssessPage {
    page: Page,
    id: String,
    title: String,
    can_assess: bool,
    remarks: Vec<RemarkView>,
    /// Remark and verdicts seen, as the form sends them back.
    seen: Vec<String>,
    verdicts: Vec<(&'static str, String, bool)>,
    reason: String,
    other: Option<OtherForm>,
    replies: Vec<Reply>,
    /// Where this page is, to pick a reply.
    here: String,
    section: Option<SectionView>,
    /// Other open remarks that are alike: what makes them so, how many, and where they are weighed together.
    alike: Vec<(String, usize, String)>,
    can_approve: bool,
    note: Note,
    due: String,
    people: Vec<(String, String, bool)>,
    groups: Vec<String>,
    nonce: String,
    note_nonce: String,
    /// Somebody saved another verdict while this one was written.
    meanwhile: Vec<Line>,
    problems: Vec<Problem>,
}

/// A form that came back, with why.
struct Given<'a> {
    fields: &'a Fields,
    /// Nothing is wrong with one that is only shown in another language.
    problem: Option<Problem>,
    meanwhile: bool,
}

pub async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let asked = Fields(asked);
    let work = Work::read(&app, &who, &row).await?;
    let case = work::case(&row)?;
    let remarks = wanted(case, &work, &asked);
    if remarks.is_empty() {
        return Ok(Redirect::to(&format!("/desk/documents/{}/remarks", row.id)).into_response());
    }
    Ok(page(&app, &who, &row, &work, &remarks, &asked, None).await?.into_response())
}

/// The remarks an address names: one by one, or the open ones of a section or a group.
fn wanted<'a>(case: &'a Case, work: &Work, asked: &Fields) -> Vec<&'a Remark> {
    let alike = |remark: &Remark| {
        let section = asked.filled("section").is_some_and(|id| super::remark_filter::section(remark) == id);
        let together = work.notes.get(&remark.id).and_then(|note| note.together.as_deref());
        let group = asked.filled("group").is_some_and(|name| together == Some(name));
        remark.verdict.is_none() && (section || group)
    };
    let named: std::collections::HashSet<&str> = asked.all("remark").collect();
    super::in_order(case).into_iter().filter(|r| named.contains(r.id.as_str()) || alike(r)).collect()
}

/// The remarks a form names, as they are now; `None` where one is unknown.
pub fn chosen<'a>(case: &'a Case, fields: &Fields) -> Option<Vec<&'a Remark>> {
    let remark = |seen: &str| case.remark(&RemarkId(seen.rsplit_once(':')?.0.to_owned()));
    let remarks: Vec<&Remark> = fields.all("seen").map(remark).collect::<Option<_>>()?;
    Some(remarks).filter(|remarks| !remarks.is_empty())
}

fn seen(fields: &Fields) -> Vec<Seen> {
    let one = |seen: &str| {
        let (remark, based_on) = seen.rsplit_once(':')?;
        Some(Seen { remark: RemarkId(remark.to_owned()), based_on: Some(based_on.parse().ok()?) })
    };
    fields.all("seen").filter_map(one).collect()
}

/// Where these remarks are weighed.
pub fn address(document: &DocumentId, remarks: &[&Remark]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(remarks.iter().map(|remark| ("remark", remark.id.as_str())));
    format!("/desk/documents/{document}/remarks/assess?{}", query.finish())
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    work: &Work,
    remarks: &[&Remark],
    asked: &Fields,
    given: Option<Given<'_>>,
) -> Result<AssessPage, Fault> {
    let lang = who.lang;
    let case = work::case(row)?;
    let view = |remark: &&Remark| {
        let spoken = work.spoken.get(&remark.id)?;
        Some(RemarkView {
            id: remark.id.to_string(),
            party: work.names.get(&remark.party),
            heading: work::heading(lang, spoken),
            text: spoken.text.clone(),
            proposed: spoken.proposed.clone().unwrap_or_default(),
            history: spoken.verdicts.iter().rev().map(|weighing| work::line(who, work, weighing)).collect(),
        })
    };
    let views: Vec<RemarkView> = remarks.iter().filter_map(view).collect();
    let one = |pick: fn(&Remark) -> Option<&PartId>| {
        let first = remarks.first().and_then(|remark| pick(remark));
        first.filter(|_| remarks.iter().all(|remark| pick(remark) == first))
    };
    let section = one(|remark| remark.section.as_ref());
    let replies = replies(lang, work, &case.remarks, section, remarks);
    let picked = asked.filled("reuse").and_then(|seq| replies.iter().find(|reply| reply.seq.to_string() == seq));
    let last = remarks.first().filter(|_| remarks.len() == 1).and_then(|remark| work.spoken.get(&remark.id)?.verdict());
    let filled = filled_in(who, given.as_ref(), picked, last.map(|last| &last.what));
    let readers = FormReader::concerned(&row.state, &app.ledger.parties(&who.region.id).await?);
    let theirs = given.as_ref().is_some_and(|given| given.meanwhile);
    let meanwhile = remarks.iter().filter(|_| theirs).filter_map(|remark| work.spoken.get(&remark.id)?.verdict());
    let note = if let [remark] = remarks { work.note(&remark.id) } else { Note::default() };
    let person = |person: &ledger::ContactRow| {
        (person.id.to_string(), person.name.clone(), note.assignee.as_ref() == Some(&person.id))
    };
    let title = title(lang, &views);
    let here = address(&row.id, remarks);
    Ok(AssessPage {
        page: Page {
            typed_at: Some(format!("/desk/documents/{}/remarks/assess", row.id)),
            ..Page::desk(app, who, title, &here).await?
        },
        id: row.id.to_string(),
        title: row.state.title.clone(),
        can_assess: work::can_assess(case),
        seen: remarks.iter().map(|remark| format!("{}:{}", remark.id, remark.revision)).collect(),
        verdicts: VERDICTS
            .iter()
            .map(|(verdict, name)| (*name, lang.t(&word("verdict", verdict)), *name == filled.get("verdict")))
            .collect(),
        reason: filled.get("reason").to_owned(),
        other: OtherForm::reason(who, &filled, &readers),
        replies,
        section: match section {
            Some(id) => section_view(app, lang, row, case, id).await?,
            None => None,
        },
        alike: alike(lang, row, case, work, remarks),
        can_approve: remarks.iter().all(|remark| work::may_approve(case, remark, who)),
        due: note.due_on.map(|day| day.to_string()).unwrap_or_default(),
        people: work.people.iter().map(person).collect(),
        groups: groups(work),
        meanwhile: meanwhile.map(|given| work::line(who, work, given)).collect(),
        remarks: views,
        here,
        note,
        nonce: form::nonce(),
        note_nonce: form::nonce(),
        problems: given.into_iter().filter_map(|given| given.problem).collect(),
    })
}

/// The verdict's form: as it was sent, else with the reply that was picked, else with what the remark has.
fn filled_in(who: &Coordinator, given: Option<&Given<'_>>, picked: Option<&Reply>, last: Option<&Weighed>) -> Fields {
    if let Some(given) = given {
        return given.fields.clone();
    }
    let begun = picked.map(|reply| (reply.name, &reply.words));
    let mut filled = Fields::default();
    if let Some((verdict, reason)) = begun.or(last.map(|last| (name(last.verdict), &last.reason))) {
        filled.set("verdict", verdict);
        forms::fill_in(&mut filled, "reason", &who.region.language, reason);
    }
    filled
}

/// Names of groups that remarks stand in, in order.
fn groups(work: &Work) -> Vec<String> {
    let named: std::collections::BTreeSet<&String> =
        work.notes.values().filter_map(|note| note.together.as_ref()).collect();
    named.into_iter().cloned().collect()
}

fn title(lang: words::language::Lang, views: &[RemarkView]) -> String {
    match views {
        [view] => lang.with("assess-title", &[("party", (&view.party).into()), ("section", (&view.heading).into())]),
        several => lang.with("assess-title-many", &[("remarks", several.len().into())]),
    }
}

fn name(verdict: Verdict) -> &'static str {
    VERDICTS.iter().find(|(known, _)| *known == verdict).map_or("", |(_, name)| *name)
}

async fn section_view(
    app: &Shared,
    lang: words::language::Lang,
    row: &DocumentRow,
    case: &Case,
    id: &PartId,
) -> Result<Option<SectionView>, Fault> {
    let (Some(heard), Some(newest)) = (&case.heard, &case.version) else { return Ok(None) };
    let before = texts::text(&app.ledger, &row.region, &heard.content).await?;
    let after = texts::text(&app.ledger, &row.region, &newest.content).await?;
    let pictures = format!("/desk/documents/{}/files/", row.id);
    let place = rendered::Place { pictures: &pictures, prefix: "" };
    let comparison = compare::texts(&before, &after);
    let heard = |section: &&compare::Compared| section.before.as_ref().is_some_and(|stood| stood.part.id() == id);
    let Some(section) = comparison.sections.iter().find(heard) else { return Ok(None) };
    let Some(stood) = &section.before else { return Ok(None) };
    let changes = section.is_changed().then(|| compared::part(&Marks::new(lang, place), section).body);
    Ok(Some(SectionView { heading: stood.part.title(), changes, text: compared::gone(stood, place).body }))
}

/// Other open remarks of the same section or the same group.
fn alike(
    lang: words::language::Lang,
    row: &DocumentRow,
    case: &Case,
    work: &Work,
    remarks: &[&Remark],
) -> Vec<(String, usize, String)> {
    let [remark] = remarks else { return Vec::new() };
    let Some(spoken) = work.spoken.get(&remark.id) else { return Vec::new() };
    let others = || case.remarks.iter().filter(|other| other.id != remark.id && other.verdict.is_none());
    let mut alike = Vec::new();
    let mut add = |key: &str, name: &str, others: Vec<&Remark>| {
        if !others.is_empty() {
            let all: Vec<&Remark> = std::iter::once(*remark).chain(others.iter().copied()).collect();
            alike.push((lang.with(key, &[("name", name.into())]), others.len(), address(&row.id, &all)));
        }
    };
    let same: Vec<&Remark> = others().filter(|other| other.section == remark.section).collect();
    add("alike-section", &work::heading(lang, spoken), same);
    if let Some(group) = work.note(&remark.id).together {
        let together = |other: &&Remark| work.note(&other.id).together.as_ref() == Some(&group);
        add("alike-group", &group, others().filter(together).collect());
    }
    alike
}

pub async fn save(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    if fields.redraw() {
        let given = Given { fields: &fields, problem: None, meanwhile: false };
        return again(&app, &who, &row, given, StatusCode::OK).await;
    }
    let verdict = VERDICTS.iter().find(|(_, name)| *name == fields.get("verdict")).map(|(verdict, _)| *verdict);
    let Some(verdict) = verdict else {
        let problem = Problem { field: "verdict".to_owned(), sentence: who.lang.t("remarks-verdict-missing") };
        let given = Given { fields: &fields, problem: Some(problem), meanwhile: false };
        return again(&app, &who, &row, given, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let reason = forms::typed(&fields, "reason", &who.region.language).unwrap_or_else(|| String::new().into());
    let desk = Desk::AssessRemarks { remarks: seen(&fields), verdict, reason };
    let key = fields.key(&format!("{}/remarks", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(_) => Ok(Redirect::to(&after(&app, &who, &row, &fields).await?).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let field = if refusal == Refusal::ReasonMissing { "reason" } else { "" };
            let problem = Problem { field: field.to_owned(), sentence: who.lang.refusal(&refusal) };
            let meanwhile = refusal == Refusal::ChangedMeanwhile;
            // What somebody else has written since is read again, so that both stand side by side.
            let row = find(&app, &who, row.id.to_string()).await?;
            again(&app, &who, &row, Given { fields: &fields, problem: Some(problem), meanwhile }, StatusCode::CONFLICT)
                .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn again(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: Given<'_>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let case = work::case(row)?;
    let remarks = chosen(case, given.fields).ok_or(Fault::Unreadable("fault-unreadable"))?;
    let work = Work::read(app, who, row).await?;
    let page = page(app, who, row, &work, &remarks, &Fields::default(), Some(given)).await?;
    Ok((status, page).into_response())
}

/// The page again with a note that could not be saved, as it was typed.
pub async fn note_again(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    remarks: &[&Remark],
    note: Note,
    due: &str,
) -> Result<Response, Fault> {
    let work = Work::read(app, who, row).await?;
    let mut page = page(app, who, row, &work, remarks, &Fields::default(), None).await?;
    for (id, _, chosen) in &mut page.people {
        *chosen = note.assignee.as_ref().is_some_and(|assignee| assignee.as_str() == id);
    }
    let problem = Problem { field: "due_on".to_owned(), sentence: who.lang.t("field-date-unreadable") };
    let page = AssessPage { note, due: due.to_owned(), problems: vec![problem], ..page };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The next open remark where that was asked for, else the table.
async fn after(app: &Shared, who: &Coordinator, row: &DocumentRow, fields: &Fields) -> Result<String, Fault> {
    let row = find(app, who, row.id.to_string()).await?;
    let case = work::case(&row)?;
    let next = super::in_order(case).into_iter().find(|remark| remark.verdict.is_none());
    Ok(match next.filter(|_| fields.get("then") == "next") {
        Some(next) => address(&row.id, &[next]),
        None => format!("/desk/documents/{}/remarks", row.id),
    })
}

/// A second person's yes, from the page of a remark or for all the table shows.
pub async fn approve(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let desk = Desk::ApproveVerdicts { remarks: seen(&fields) };
    let key = fields.key(&format!("{}/approve", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/documents/{}/remarks", row.id)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problems = vec![Problem::of(who.lang, &refusal)];
            let filter = super::RemarkFilter { show: "approve".to_owned(), ..super::RemarkFilter::default() };
            let row = find(&app, &who, row.id.to_string()).await?;
            Ok((StatusCode::CONFLICT, super::page(&app, &who, &row, filter, problems).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
