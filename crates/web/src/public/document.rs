//! A document's page: the text that holds, the text that is heard, and where it stands in each municipality.

use super::{Shown, answered::answered, record::Record, region::kind, shown, visitor::Visitor};
use crate::{
    Shared,
    announcement::{Announcement, Subject},
    deadlines,
    fault::Fault,
    page::Page,
    phases::{self, Diagram},
    rendered::{self, PartView},
    signs::{Sign, open_sign},
    version_file::{FORMS, version_file},
};
use app::{
    history::{self, Names},
    pictures, texts,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use ledger::RegionRow;
use procedure::{DocumentId, End, Hash, PartyId, Phase, RegionId, Version, record::Edition, tally};
use words::language::Lang;

/// A text with its sections; its language is the region's.
pub struct TextView {
    pub version: u32,
    pub sections: Vec<PartView>,
}

/// A council's word, in a row of its own.
struct DecisionView {
    party: String,
    outcome: String,
    body: String,
    day: String,
    number: String,
    votes: String,
    words: String,
    /// By which paragraph those are exempt.
    exempt: Option<String>,
    /// From when the text holds there, where that is the council's own.
    effective: Option<String>,
}

struct HearingLine {
    number: usize,
    title: String,
    when: String,
    answered: String,
}

struct EditionView {
    number: u32,
    sentence: String,
    extract: Option<String>,
}

struct InForceView {
    edition: u32,
    adopted: String,
    since: String,
    due: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/document.html")]
struct DocumentPage {
    page: Page,
    slug: String,
    region: String,
    spoken: String,
    keep: String,
    id: String,
    title: String,
    subtitle: String,
    diagram: Diagram,
    state: Vec<String>,
    tracks: Vec<(String, Sign)>,
    in_force: Option<InForceView>,
    holds: Option<TextView>,
    under_way: Option<TextView>,
    under_way_title: String,
    forms: [(&'static str, &'static str); 3],
    /// It can be seen beside the text in force.
    compared: bool,
    files: Vec<(String, String)>,
    hearings: Vec<HearingLine>,
    decisions: Vec<DecisionView>,
    decided: u32,
    editions: Vec<EditionView>,
    /// What is announced now.
    announced: Vec<Announcement>,
    /// Of the hearing that anyone may answer now: what is said of the answers so far.
    inspected: Option<String>,
}

/// What is public of one document.
pub struct Public {
    pub region: RegionRow,
    pub names: Names,
    pub document: Shown,
    pub record: Record,
    /// The log as far as anyone may be told of it.
    pub told: procedure::record::Record,
}

impl Public {
    pub async fn of(app: &Shared, slug: &str, id: &str) -> Result<Self, Fault> {
        let region = app.ledger.region(&RegionId::from(slug)).await?.ok_or(Fault::NotFound)?;
        let row = app.ledger.document(&region.id, &DocumentId::from(id)).await?.ok_or(Fault::NotFound)?;
        let document = shown(row).ok_or(Fault::NotFound)?;
        let names = Names::of(&app.ledger.parties(&region.id).await?, app.today(&region));
        let told = procedure::record::Record::of_public(&app.ledger.log(&document.row).await?);
        let record = Record::of(&told, &document.row.state);
        Ok(Self { region, names, document, record, told })
    }

    /// Whether a picture stands in a text that is shown here: one that is or was heard, the one under way, the edition in
    /// force.
    pub async fn names_picture(&self, app: &Shared, picture: &Hash) -> Result<bool, Fault> {
        let heard = self.record.hearings.iter().map(|hearing| &hearing.held.content);
        let shown = self.texts().map(|version| &version.content);
        let texts: Vec<Hash> = heard.chain(shown).cloned().collect();
        Ok(pictures::is_named(&app.ledger, &self.region.id, &texts, picture).await?)
    }

    /// The texts that anyone may read here: the one that holds, and the one that is under way.
    fn texts(&self) -> impl Iterator<Item = &Version> {
        self.in_force().into_iter().chain(self.under_way())
    }

    fn in_force(&self) -> Option<&Version> {
        self.document.in_force().map(|edition| &edition.version)
    }

    fn under_way(&self) -> Option<&Version> {
        self.document.under_way().filter(|_| self.document.row.state.case.is_some())
    }

    /// Those who are heard or asked now; the members of the edition in force otherwise.
    pub fn parties(&self) -> Vec<PartyId> {
        let case = self.document.row.state.case.iter().flat_map(|case| &case.parties);
        case.map(|party| party.id.clone()).collect()
    }
}

pub async fn show(app: &Shared, public: &Public, visitor: &Visitor) -> Result<Response, Fault> {
    Ok(page(app, public, visitor).await?.into_response())
}

/// A text that stands on the page, to take along.
pub async fn download(
    State(app): State<Shared>,
    Path((slug, id, number, form)): Path<(String, String, u32, String)>,
) -> Result<Response, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    if !public.texts().any(|version| version.number == number) {
        return Err(Fault::NotFound);
    }
    version_file(&app, &public.region, &public.document.row, number, &form).await
}

async fn page(app: &Shared, public: &Public, visitor: &Visitor) -> Result<DocumentPage, Fault> {
    let Public { region, names, document, record, told } = public;
    let (lang, row) = (visitor.lang(region), &document.row);
    let state = &row.state;
    let in_force = document.in_force();
    let sign = |party: &PartyId| Some((names.get(party), open_sign(lang, state, party)?));
    let subject = Subject {
        app,
        lang,
        region,
        id: &row.id,
        state,
        record: told,
        names,
        contact: app.config.public_contact.clone(),
    };
    let inspected = match (app::public_answers::open(&row.id, state), record.hearings.last()) {
        (Some(_), Some(hearing)) => {
            let round = (hearing.case, hearing.held.number);
            answered(app, &row.id, round, lang).await?.map(|answered| answered.sentence)
        }
        _ => None,
    };
    Ok(DocumentPage {
        inspected,
        announced: subject.due().await?,
        page: visitor.page(region, state.title.clone(), format!("/{}/{}", region.id, row.id)),
        slug: region.id.to_string(),
        region: region.short_name.clone(),
        spoken: region.language.clone(),
        keep: visitor.keep(),
        id: row.id.to_string(),
        title: state.title.clone(),
        subtitle: subtitle(lang, &kind(app, lang, &state.kind), state.case_number.as_deref()),
        diagram: phases::diagram(lang, state),
        state: sentences(lang, names, document),
        tracks: public.parties().iter().filter_map(sign).collect(),
        in_force: in_force.map(|edition| InForceView {
            edition: edition.edition,
            adopted: lang.plain_date(edition.adopted_on),
            since: lang.plain_date(edition.since),
            due: edition.revision_due.map(|day| lang.plain_date(day)),
        }),
        holds: text(app, region, &public.document.row.id, public.in_force()).await?,
        under_way: text(app, region, &public.document.row.id, public.under_way()).await?,
        compared: document.compared().is_some(),
        under_way_title: lang.t(match state.case.as_ref().map(|case| &case.phase) {
            Some(Phase::Adoption(adoption)) if adoption.adopted.is_some() => "public-text-adopted",
            Some(Phase::Endorsement(_) | Phase::Adoption(_)) => "public-text-decided",
            Some(Phase::Hearing(_)) => "public-text-heard",
            _ => "public-text-was-heard",
        }),
        forms: FORMS,
        files: record.files.iter().map(|(hash, title)| (hash.to_string(), title.clone())).collect(),
        hearings: hearings(lang, region, record),
        decisions: decisions(app, public, lang).await?,
        decided: record.decided,
        editions: record.editions.iter().rev().map(|edition| edition_line(lang, edition, state.end)).collect(),
    })
}

/// Each council's last word.
async fn decisions(app: &Shared, public: &Public, lang: Lang) -> Result<Vec<DecisionView>, Fault> {
    let Public { region, names, document, record, .. } = public;
    let state = &document.row.state;
    let mut decisions = Vec::new();
    for (party, decision) in &record.decisions {
        let words = match &decision.text {
            Some(hash) => app.ledger.text(&region.id, hash).await?.unwrap_or_default(),
            None => String::new(),
        };
        let votes = decision.votes.map(|votes| lang.votes(votes));
        decisions.push(DecisionView {
            party: names.get(party),
            outcome: lang.t(&history::word("outcome", decision.outcome)),
            body: lang.body(&decision.body),
            day: lang.plain_date(decision.meeting_date),
            number: decision.case_number.clone(),
            votes: votes.unwrap_or_default(),
            words,
            exempt: record.reservations.get(party).cloned(),
            effective: state.effective_in(party).map(|day| lang.plain_date(day)),
        });
    }
    Ok(decisions)
}

fn subtitle(lang: Lang, kind: &str, case_number: Option<&str>) -> String {
    let number = case_number.map(|number| lang.with("officer-case", &[("number", number.into())]));
    [Some(kind.to_owned()), number].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The newest first.
fn hearings(lang: Lang, region: &RegionRow, record: &Record) -> Vec<HearingLine> {
    let line = |(at, hearing): (usize, &super::record::Hearing)| HearingLine {
        number: at + 1,
        title: hearing.title(lang),
        when: hearing.span(lang, region),
        answered: hearing.answered(lang),
    };
    record.hearings.iter().enumerate().rev().map(line).collect()
}

fn edition_line(lang: Lang, edition: &Edition, end: Option<End>) -> EditionView {
    let values = [
        ("edition", edition.number.into()),
        ("body", (&edition.body).into()),
        ("date", lang.plain_date(edition.meeting_date).into()),
        ("number", (&edition.case_number).into()),
        ("from", lang.plain_date(edition.in_force_from).into()),
    ];
    let repealed_before = edition.since.is_none() && end == Some(End::Repealed);
    let key = match (repealed_before, edition.by_councils) {
        (true, false) => "public-edition-repealed-before",
        (true, true) => "public-edition-councils-repealed",
        (false, true) => "public-edition-councils",
        (false, false) => "event-adopted",
    };
    EditionView {
        number: edition.number,
        sentence: lang.with(key, &values),
        extract: edition.extract.as_ref().map(ToString::to_string),
    }
}

pub async fn text(
    app: &Shared,
    region: &RegionRow,
    document: &DocumentId,
    version: Option<&Version>,
) -> Result<Option<TextView>, Fault> {
    let Some(version) = version else { return Ok(None) };
    let text = texts::text(&app.ledger, &region.id, &version.content).await?;
    let (pictures, prefix) = (format!("/{}/{document}/files/", region.id), format!("v{}-", version.number));
    let sections = rendered::parts(&text, rendered::Place { pictures: &pictures, prefix: &prefix });
    Ok(Some(TextView { version: version.number, sections }))
}

/// Where the document is, said to those who have no part in it.
fn sentences(lang: Lang, names: &Names, document: &Shown) -> Vec<String> {
    let state = &document.row.state;
    let mut said = Vec::new();
    match (state.end, state.case.as_ref().map(|case| (case, &case.phase))) {
        (Some(procedure::End::Withdrawn), _) => said.push(lang.t("state-withdrawn")),
        (Some(procedure::End::Repealed), _) => said.push(lang.t("state-repealed")),
        (None, None) => {}
        (None, Some((_, Phase::Hearing(hearing)))) => {
            let answered = hearing.tracks.iter().filter(|track| track.statement.is_some()).count();
            let parties = hearing.tracks.len();
            said.push(lang.with("public-hearing", &[("deadline", lang.date(hearing.deadline).into())]));
            said.extend(deadlines::of_hearing(lang, names, hearing));
            said.push(lang.with("state-answered", &[("answered", answered.into()), ("parties", parties.into())]));
        }
        (None, Some((_, Phase::Assessment(_)))) => said.push(lang.t("public-assessment")),
        (None, Some((case, Phase::Endorsement(endorsement)))) => {
            let counted = tally(case, endorsement);
            let values = [
                ("for", counted.in_favour.into()),
                ("against", counted.against.into()),
                ("undecided", counted.undecided.into()),
            ];
            said.push(lang.with("state-endorsement", &values));
            said.extend(case.rules.endorsement.as_ref().map(|rules| lang.t(&history::word("rule", rules.rule))));
        }
        (None, Some((_, Phase::Adoption(adoption)))) => said.push(match &adoption.adopted {
            Some(adopted) => phases::coming(lang, state, adopted),
            None => lang.t("public-adoption"),
        }),
        (None, Some((_, Phase::Drafting(_)))) => said.push(lang.t("public-drafting-again")),
    }
    match (document.in_force(), document.revising) {
        (Some(_), true) => said.push(lang.t("public-in-force-meanwhile")),
        (Some(_), false) if state.coming().is_some() => said.push(lang.t("public-in-force-until-then")),
        (Some(edition), false) => said.push(edition.revision_due.map_or_else(
            || lang.t("state-in-force"),
            |due| lang.with("public-in-force-until", &[("due", lang.plain_date(due).into())]),
        )),
        (None, _) => {}
    }
    // The text of what is decided or holds is public, and so is that a part of it has no effect.
    let open = document.in_force().is_some() || state.coming().is_some();
    let objections = state.objections().into_iter().filter(|objection| open && !objection.touches_everything());
    said.extend(objections.map(|objection| {
        let values = [("party", names.get(&objection.party).into()), ("sections", objection.sections.len().into())];
        lang.with("state-objection", &values)
    }));
    said
}
