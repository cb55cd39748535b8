//! A hearing's page: what was sent out, every answer as it was given, and how each remark was weighed.

use super::{
    answered::{Answered, answered},
    document::Public,
    record::{Hearing, Received},
    visitor::Visitor,
};
use crate::{
    Shared, deadlines,
    fault::Fault,
    officer,
    page::Page,
    prose::Prose,
    rendered::{self, PartView},
};
use app::{history, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::Response,
};
use ledger::RegionRow;
use procedure::{Hash, PartId, RemarkRef, Text};
use words::language::Lang;

struct RemarkView {
    section: String,
    text: String,
    proposed: Option<String>,
    verdict: Option<(String, String)>,
}

struct AnswerView {
    party: String,
    anchor: String,
    position: String,
    received: String,
    late: bool,
    /// The paragraph it is exempt by.
    exempt: Option<String>,
    /// What may be read in its place.
    redacted: Option<String>,
    redacted_file: Option<String>,
    /// Nobody at the desk has looked at it yet.
    waits: bool,
    signer: String,
    reference: String,
    legal_basis: String,
    /// The general text, where it is no remark to be weighed.
    text: String,
    remarks: Vec<RemarkView>,
    files: Vec<(String, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/hearing.html")]
pub struct HearingPage {
    page: Page,
    slug: String,
    region: String,
    spoken: String,
    keep: String,
    id: String,
    document: String,
    span: String,
    /// Who was given more time, and until when.
    own_deadlines: Vec<String>,
    letter: Option<Prose>,
    sections: Vec<PartView>,
    answers: Vec<AnswerView>,
    missing: Vec<String>,
    open: bool,
    /// How many have answered.
    answered: String,
    /// The remarks are assessed, and there is a note on them.
    assessed: bool,
    /// What became of the remarks, as a catalogue key.
    standing: Option<&'static str>,
    /// How many of the public have answered, where anyone may.
    public: Option<Answered>,
}

impl Hearing {
    /// `Høring, runde 2 (avgrenset)`
    pub fn title(&self, lang: Lang) -> String {
        let phase = lang.t("phase-hearing");
        let key = if self.limited() { "phase-limited-round" } else { "phase-round" };
        if self.held.number == 1 {
            return phase;
        }
        lang.with(key, &[("phase", phase.into()), ("round", self.held.number.into())])
    }

    /// Whether it takes answers: it was not closed, nor stopped.
    pub fn open(&self) -> bool {
        self.held.closed_on.is_none() && self.held.over.is_none()
    }

    /// How many have answered.
    pub fn answered(&self, lang: Lang) -> String {
        if self.answers.is_empty() && !self.open() {
            return lang.t("public-no-answers");
        }
        lang.with("public-answers", &[("answers", self.answers.len().into())])
    }

    /// From when, and until when.
    pub fn span(&self, lang: Lang, region: &RegionRow) -> String {
        let opened = lang.plain_date(self.held.opened_on);
        let (key, until, day) = match (self.held.closed_on, &self.held.over) {
            (Some(day), _) => ("public-span-closed", "closed", day),
            (None, Some(over)) => ("public-span-stopped", "stopped", app::local(region, over.at).date()),
            (None, None) => ("public-span-open", "deadline", self.held.common_deadline),
        };
        lang.with(key, &[("opened", opened.into()), (until, lang.plain_date(day).into())])
    }
}

pub async fn show(
    State(app): State<Shared>,
    Path((slug, id, number)): Path<(String, String, usize)>,
    visitor: Visitor,
) -> Result<HearingPage, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let at = number.checked_sub(1).ok_or(Fault::NotFound)?;
    let hearing = public.record.hearings.get(at).ok_or(Fault::NotFound)?;
    let region = &public.region;
    let lang = visitor.lang(region);
    let heard = texts::text(&app.ledger, &region.id, &hearing.held.content).await?;
    let letter = hearing.held.letter.as_ref().and_then(|letter| letter.read(lang.code(), &region.language));
    let letter = match letter {
        Some((_, hash)) => app.ledger.text(&region.id, hash).await?.filter(|letter| !letter.trim().is_empty()),
        None => None,
    };
    let mut answers = Vec::new();
    for received in &hearing.answers {
        answers.push(answer(&app, &public, hearing, received, &heard, lang).await?);
    }
    answers.sort_by(|a, b| a.party.cmp(&b.party));
    let silent = hearing.held.invited.iter().filter(|party| hearing.held.standing(party).is_none());
    let id = &public.document.row.id;
    Ok(HearingPage {
        page: visitor.page(region, hearing.title(lang), format!("/{}/{id}/hearings/{number}", region.id)),
        slug: region.id.to_string(),
        region: region.short_name.clone(),
        spoken: region.language.clone(),
        keep: visitor.keep(),
        id: id.to_string(),
        document: public.document.row.state.title.clone(),
        span: hearing.span(lang, region),
        own_deadlines: deadlines::of_round(lang, &public.names, &hearing.held),
        letter: letter.map(Prose),
        sections: rendered::parts(
            &heard,
            rendered::Place { pictures: &format!("/{}/{id}/files/", region.id), prefix: "" },
        ),
        answers,
        missing: silent.map(|party| public.names.get(party)).collect(),
        open: hearing.open(),
        answered: hearing.answered(lang),
        assessed: hearing.assessed,
        standing: standing(hearing),
        public: answered(&app, id, (hearing.case, hearing.held.number), lang).await?,
    })
}

/// What became of the remarks; nothing is said of a hearing that runs, or that was stopped.
fn standing(hearing: &Hearing) -> Option<&'static str> {
    let remarked = hearing.answers.iter().any(|received| !received.statement.remarks.is_empty());
    match (hearing.assessed, remarked) {
        (true, true) => Some("public-assessed"),
        (true, false) => Some("public-assessed-without"),
        (false, _) => (hearing.held.closed_on.is_some() && hearing.held.over.is_none()).then_some("public-assessment"),
    }
}

async fn answer(
    app: &Shared,
    public: &Public,
    hearing: &Hearing,
    received: &Received,
    heard: &Text,
    lang: Lang,
) -> Result<AnswerView, Fault> {
    let region = &public.region.id;
    let statement = &received.statement;
    let mut view = AnswerView {
        party: public.names.get(&statement.party),
        anchor: format!("answer-{}", statement.party),
        position: String::new(),
        received: lang.plain_date(statement.received_on),
        late: received.late,
        exempt: None,
        redacted: None,
        redacted_file: None,
        waits: received.waits && received.exempt.is_none(),
        signer: String::new(),
        reference: statement.case_reference.clone().unwrap_or_default(),
        legal_basis: String::new(),
        text: String::new(),
        remarks: Vec::new(),
        files: Vec::new(),
    };
    if let Some(exemption) = &received.exempt {
        view.exempt = Some(exemption.legal_basis.clone());
        if let Some(redacted) = &exemption.redacted {
            view.redacted = app.ledger.text(region, redacted).await?;
        }
        view.redacted_file = exemption.redacted_file.as_ref().map(ToString::to_string);
        return Ok(view);
    }
    if received.waits {
        return Ok(view);
    }
    let written = texts::answer(&app.ledger, region, &statement.content).await?;
    let heading = |id: &PartId| heard.part(id).map(procedure::Part::title);
    let remark = |(named, words): (&RemarkRef, texts::Remark)| RemarkView {
        section: named.section.as_ref().and_then(heading).unwrap_or_default(),
        text: words.text,
        proposed: words.proposed,
        verdict: hearing.verdicts.get(&named.id).map(|(verdict, reason)| {
            (lang.t(&history::word("verdict", *verdict)), reason.text(lang.code()).to_owned())
        }),
    };
    if !statement.position.calls_for_remarks() {
        view.text.clone_from(&written.text);
    }
    view.remarks = texts::remarks(statement, &written).map(remark).collect();
    view.position = lang.t(&history::word("position", statement.position));
    view.legal_basis = statement.legal_basis.clone().unwrap_or_default();
    view.signer = texts::signed(&app.ledger, region, statement.signer.as_ref()).await?.unwrap_or_default();
    let files = texts::files(&app.ledger, region, &statement.files, &written).await?;
    view.files = files
        .into_iter()
        .filter(|file| !public.record.keeps(&file.hash))
        .map(|file| (file.hash.0, file.name))
        .collect();
    Ok(view)
}

/// A file that belongs to something public.
pub async fn file(
    State(app): State<Shared>,
    Path((slug, id, hash)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let hash = Hash(hash);
    if !public.record.discloses(&hash) && !public.record.keeps(&hash) && public.names_picture(&app, &hash).await? {
        return officer::download(&app, &public.region.id, &hash, None).await;
    }
    if !public.record.discloses(&hash) {
        let own = app.ledger.public_file(&public.document.row.id, &hash, true).await?;
        let own = own.filter(|_| !public.record.keeps(&hash)).ok_or(Fault::NotFound)?;
        return officer::download(&app, &public.region.id, &hash, Some(own.name).filter(|name| !name.is_empty())).await;
    }
    // By the name the answer gives it that anyone may read: others may have sent the same file by another.
    let mut name = None;
    for answer in public.record.hearings.iter().flat_map(|hearing| &hearing.answers) {
        if answer.is_open() && answer.statement.files.contains(&hash) {
            let written = texts::answer(&app.ledger, &public.region.id, &answer.statement.content).await?;
            name = written.files.into_iter().find(|file| file.hash == hash).map(|file| file.name);
        }
    }
    officer::download(&app, &public.region.id, &hash, name).await
}
