//! The assessment table: every remark, what it came to, and what is left before the case goes on.

mod assess;
mod notes;
mod remark_filter;
mod replies;
mod work;

use super::{
    act::find,
    check_list::{Check, check_list},
};
use crate::{
    Shared,
    fault::Fault,
    form,
    page::{Page, Problem},
    who::Coordinator,
};
use app::history::word;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    routing::{get, post},
};
use ledger::DocumentRow;
use procedure::{Case, Remark};
use remark_filter::RemarkFilter;
use std::collections::BTreeSet;
use words::language::Lang;
use work::Work;

/// Rows of the table on a page.
const ROWS: usize = 100;
/// How much of a text the table shows.
const EXCERPT: usize = 180;

struct RemarkRow {
    id: String,
    party: String,
    text: String,
    proposed: String,
    verdict: Option<String>,
    reason: String,
    /// Waits for a second person.
    unapproved: bool,
    changed: bool,
    tags: Vec<String>,
    group: String,
    assignee: String,
    due: String,
    overdue: bool,
}

/// A section's rows on the page, and how many of all its remarks are open.
struct Section {
    id: String,
    heading: String,
    open: usize,
    rows: Vec<RemarkRow>,
}

/// Something that stands in the way of finishing, besides remarks nobody has weighed.
struct Left {
    sentence: String,
    href: String,
    link: String,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Choices {
    parties: Vec<Choice>,
    sections: Vec<Choice>,
    tags: Vec<Choice>,
    people: Vec<Choice>,
    groups: Vec<Choice>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/remarks.html")]
struct RemarksPage {
    page: Page,
    id: String,
    title: String,
    all: usize,
    open: usize,
    can_assess: bool,
    /// The first remark nobody has weighed.
    next: Option<String>,
    left: Vec<Left>,
    objections: Vec<Left>,
    checks: Vec<Check>,
    filter: RemarkFilter,
    choices: Choices,
    sections: Vec<Section>,
    found: usize,
    pages: Vec<(usize, String)>,
    /// What can be approved of what is shown: remark and verdicts seen.
    approvable: Vec<String>,
    nonce: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/documents/{id}/remarks", get(show))
        .route("/desk/documents/{id}/remarks/assess", get(assess::show).post(assess::save))
        .route("/desk/documents/{id}/remarks/approve", post(assess::approve))
        .route("/desk/documents/{id}/remarks/notes", post(notes::save))
}

async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(filter): Query<RemarkFilter>,
) -> Result<RemarksPage, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, filter, Vec::new()).await
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    filter: RemarkFilter,
    problems: Vec<Problem>,
) -> Result<RemarksPage, Fault> {
    let lang = who.lang;
    let case = work::case(row)?;
    let work = Work::read(app, who, row).await?;
    let ordered = in_order(case);
    let found: Vec<&Remark> = ordered.iter().filter(|remark| filter.takes(case, remark, &work)).copied().collect();
    let at = filter.page.max(1);
    let shown = found.iter().skip((at - 1) * ROWS).take(ROWS);
    let today = app.today(&who.region);
    let changed = changed(case);
    let mut sections: Vec<Section> = Vec::new();
    let mut approvable = Vec::new();
    for remark in shown {
        let Some(spoken) = work.spoken.get(&remark.id) else { continue };
        if work::may_approve(case, remark, who) {
            approvable.push(format!("{}:{}", remark.id, remark.revision));
        }
        let section = remark_filter::section(remark);
        let note = work.note(&remark.id);
        let line = RemarkRow {
            id: remark.id.to_string(),
            party: work.names.get(&remark.party),
            text: excerpt(&spoken.text),
            proposed: excerpt(spoken.proposed.as_deref().unwrap_or_default()),
            verdict: remark.verdict.map(|verdict| lang.t(&word("verdict", verdict))),
            reason: spoken.verdict().map(|last| excerpt(last.what.reason.text(who.lang.code()))).unwrap_or_default(),
            unapproved: case.rules.assessment.second_person && remark.verdict.is_some() && !remark.approved,
            changed: changed.contains(section),
            assignee: work.person(&note).unwrap_or_default(),
            due: note.due_on.map(|day| lang.short_date(day, today)).unwrap_or_default(),
            overdue: remark.verdict.is_none() && note.due_on.is_some_and(|day| day < today),
            tags: note.tags,
            group: note.together.unwrap_or_default(),
        };
        match sections.last_mut().filter(|last| last.id == section) {
            Some(last) => last.rows.push(line),
            None => {
                let open =
                    ordered.iter().filter(|r| remark_filter::section(r) == section && r.verdict.is_none()).count();
                let heading = work::heading(lang, spoken);
                sections.push(Section { id: section.to_owned(), heading, open, rows: vec![line] });
            }
        }
    }
    let pages = (1..=found.len().div_ceil(ROWS)).map(|page| (page, filter.query(page)));
    let open = ordered.iter().filter(|remark| remark.verdict.is_none()).count();
    Ok(RemarksPage {
        page: Page::desk(app, who, lang.t("remarks-title"), &format!("/desk/documents/{}/remarks", row.id)).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        all: case.remarks.len(),
        open,
        can_assess: work::can_assess(case),
        next: ordered.iter().find(|remark| remark.verdict.is_none()).map(|remark| remark.id.to_string()),
        left: left(lang, row, case),
        objections: objections(lang, row, case, &work),
        // While remarks are weighed the text is not written yet.
        checks: if open == 0 { check_list(app, who, row).await? } else { Vec::new() },
        choices: choices(lang, case, &work, &filter),
        found: found.len(),
        pages: pages.collect(),
        sections,
        approvable,
        filter: RemarkFilter { page: at, ..filter },
        nonce: form::nonce(),
        problems,
    })
}

/// The general remarks first, then section by section as the text heard has them.
fn in_order(case: &Case) -> Vec<&Remark> {
    let parts = case.heard.as_ref().map(|version| &version.parts[..]).unwrap_or_default();
    let place = |remark: &&Remark| {
        let section = remark.section.as_ref();
        section.map_or(0, |id| parts.iter().position(|part| part.id == *id).map_or(usize::MAX, |place| place + 1))
    };
    let mut ordered: Vec<&Remark> = case.remarks.iter().collect();
    ordered.sort_by_cached_key(place);
    ordered
}

/// Sections that differ from what was heard.
fn changed(case: &Case) -> BTreeSet<&str> {
    let (Some(heard), Some(version)) = (&case.heard, &case.version) else { return BTreeSet::new() };
    let gone = heard.parts.iter().filter(|part| !version.parts.contains(part));
    gone.map(|part| part.id.as_str()).collect()
}

fn left(lang: Lang, row: &DocumentRow, case: &Case) -> Vec<Left> {
    let here = format!("/desk/documents/{}", row.id);
    let mut left = Vec::new();
    let mut add = |sentence: String, href: String, link: &str| left.push(Left { sentence, href, link: lang.t(link) });
    let waiting = case.unapproved().count();
    if waiting > 0 {
        let href = format!("{here}/remarks?show=approve");
        add(lang.with("left-approve", &[("open", waiting.into())]), href, "left-see");
    }
    let public = case.unapproved_public();
    if public > 0 {
        let href = format!("{here}/public-answers?show=approve");
        add(lang.with("left-approve-public", &[("open", public.into())]), href, "left-see");
    }
    left
}

/// Formal objections that stand. None keeps the case from going on.
fn objections(lang: Lang, row: &DocumentRow, case: &Case, work: &Work) -> Vec<Left> {
    let line = |objection: procedure::Objection| Left {
        sentence: lang.with("left-objection", &[("party", work.names.get(&objection.party).into())]),
        href: format!("/desk/documents/{}/act/advance_objection?municipality={}", row.id, objection.party),
        link: lang.t("left-settle"),
    };
    case.objections().into_iter().map(line).collect()
}

fn choices(lang: Lang, case: &Case, work: &Work, filter: &RemarkFilter) -> Choices {
    let choice =
        |value: &str, label: String, wanted: &str| Choice { value: value.to_owned(), chosen: value == wanted, label };
    let party = |id: procedure::PartyId| choice(id.as_str(), work.names.get(&id), &filter.municipality);
    let mut sections: Vec<Choice> = Vec::new();
    for remark in in_order(case) {
        let id = remark_filter::section(remark);
        if sections.last().is_none_or(|last| last.value != id)
            && let Some(spoken) = work.spoken.get(&remark.id)
        {
            sections.push(choice(id, work::heading(lang, spoken), &filter.section));
        }
    }
    let tags: BTreeSet<&String> = work.notes.values().flat_map(|note| &note.tags).collect();
    let groups: BTreeSet<&String> = work.notes.values().filter_map(|note| note.together.as_ref()).collect();
    let person = |person: &ledger::ContactRow| choice(person.id.as_str(), person.name.clone(), &filter.assignee);
    Choices {
        parties: remark_filter::parties(case).into_iter().map(party).collect(),
        sections,
        tags: tags.into_iter().map(|tag| choice(tag, tag.clone(), &filter.tag)).collect(),
        people: work.people.iter().map(person).collect(),
        groups: groups.into_iter().map(|group| choice(group, group.clone(), &filter.group)).collect(),
    }
}

/// The beginning of a text, cut between words.
fn excerpt(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(EXCERPT) else { return text.to_owned() };
    let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..cut].trim_end())
}
