//! A skeleton of the case paper for the council: what is known already is filled in, what the administration must
//! judge is left open.

use super::{Council, address, frame, heard};
use crate::{Shared, attachment::attachment, fault::Fault, page::Page, version_file::file_name, who::Officer};
use app::{
    hearing_note::{HearingNote, PublicNote, Weighed},
    history,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Access, Wording, record::Round};
use words::{
    language::{Lang, Value},
    paper::{self, Paper},
};

#[derive(Template, WebTemplate)]
#[template(path = "officer/case_paper.html")]
struct CasePaperPage {
    page: Page,
    token: String,
    text: String,
}

pub async fn show(State(app): State<Shared>, Council(officer): Council) -> Result<Response, Fault> {
    let Some(paper) = draw(&app, &officer).await? else {
        return Ok(Redirect::to(&address(&officer, "")).into_response());
    };
    let page = frame(&officer, officer.lang.t("case-paper"));
    Ok(CasePaperPage { page, token: officer.token.clone(), text: paper.text() }.into_response())
}

pub async fn docx(State(app): State<Shared>, Council(officer): Council) -> Result<Response, Fault> {
    let Some(paper) = draw(&app, &officer).await? else {
        return Ok(Redirect::to(&address(&officer, "")).into_response());
    };
    let title = officer.lang.with("case-paper-name", &[("title", (&officer.document.state.title).into())]);
    Ok(attachment(
        &format!("{}.docx", file_name(&title)),
        paper::MEDIA_TYPE,
        app.docx(&officer.people.region, paper).await?,
    ))
}

/// Who asks, in the words of the paper.
struct Words<'a> {
    lang: Lang,
    officer: &'a Officer,
}

impl Words<'_> {
    fn say(&self, key: &str, more: &[(&'static str, Value)]) -> String {
        let state = &self.officer.document.state;
        let mut values = vec![
            ("title", Value::from(&state.title)),
            ("party", Value::from(&self.officer.party.name)),
            ("region", Value::from(&self.officer.people.region.name)),
        ];
        values.extend(more.iter().cloned());
        self.lang.with(key, &values)
    }

    fn reason(&self, reason: &Wording<String>) -> String {
        history::worded(self.lang, &self.officer.people.region.language, reason)
    }
}

/// `None` where the council is not asked.
async fn draw(app: &Shared, officer: &Officer) -> Result<Option<Paper>, Fault> {
    if officer.access() != Access::Decide {
        return Ok(None);
    }
    let (state, lang) = (&officer.document.state, officer.lang);
    let words = Words { lang, officer };
    let version = state.version().ok_or(Fault::NotFound)?;
    let mut paper = Paper::new(lang, words.say("case-paper-name", &[]));
    if let Some(number) = &state.case_number {
        paper.paragraph(words.say("case-paper-number", &[("number", number.into())]));
    }
    paper.heading(1, lang.t("case-paper-proposal"));
    paper.paragraph(words.say("case-paper-decision", &[("version", version.number.into())]));
    paper.heading(1, lang.t("case-paper-background"));
    paper.paragraph(words.say("case-paper-heard", &[]));
    let record = heard::record(app, officer).await?;
    let heard = record.rounds().next_back();
    if let Some((_, round)) = heard {
        paper.paragraph(heard_sentence(&words, round));
    }
    paper.heading(1, lang.t("case-paper-asked"));
    paper.paragraph(words.say("case-paper-question", &[("version", version.number.into())]));
    paper.paragraph(words.say("case-paper-answers", &[]));
    paper.paragraph(words.say("case-paper-hash", &[("hash", version.content.0.as_str().into())]));
    paper.heading(1, lang.t("case-paper-remarks"));
    if let Some((case, round)) = heard {
        remarks(app, &words, (case, round), &mut paper).await?;
        let note = heard::note(app, officer).await?;
        others(&words, note.as_ref(), &mut paper);
        if let Some(public) = note.as_ref().and_then(|note| note.public.as_ref()) {
            of_public(lang, public, &mut paper);
        }
    }
    paper.heading(1, lang.t("case-paper-judgement"));
    for key in ["case-paper-consequences", "case-paper-economy", "case-paper-conclusion"] {
        paper.paragraph(lang.t(key));
    }
    paper.heading(1, lang.t("case-paper-enclosed"));
    paper.paragraph(words.say("case-paper-enclosures", &[("version", version.number.into())]));
    Ok(Some(paper))
}

/// Everyone else's remarks with their assessment: the case shows how each was weighed (pbl § 11-14).
fn others(words: &Words, note: Option<&HearingNote>, paper: &mut Paper) {
    let lang = words.lang;
    let theirs =
        note.into_iter().flat_map(|note| &note.remarks).filter(|remark| remark.party != words.officer.party.name);
    let row = |remark: &Weighed| {
        let said = remark.words.as_ref().map_or("", |said| said.text.as_str()).to_owned();
        let section = if remark.section.is_empty() { lang.t("case-paper-general") } else { remark.section.clone() };
        let verdict = remark.verdict.as_ref();
        let weighed = verdict.map(|(verdict, _)| lang.t(&history::word("verdict", verdict))).unwrap_or_default();
        let why = verdict.map(|(_, why)| words.reason(why)).unwrap_or_default();
        vec![remark.party.clone(), section, said, weighed, why]
    };
    let rows: Vec<_> = theirs.map(row).collect();
    paper.heading(1, lang.t("case-paper-others"));
    if rows.is_empty() {
        paper.paragraph(lang.t("case-paper-no-others"));
        return;
    }
    let head = ["note-party", "case-paper-section", "remark", "case-paper-verdict", "case-paper-why"];
    paper.table(head.map(|key| lang.t(key)).to_vec(), rows);
}

/// What the public answered, and what became of it.
fn of_public(lang: Lang, public: &PublicNote, paper: &mut Paper) {
    paper.heading(1, lang.t("note-public"));
    paper.paragraph(lang.with("case-paper-public", &[("answers", public.answers.into())]));
    for (verdict, answers) in &public.verdicts {
        let Some(verdict) = verdict else { continue };
        let verdict = lang.t(&history::word("verdict", verdict));
        let values = [("answers", (*answers).into()), ("verdict", verdict.into())];
        paper.paragraph(lang.with("note-public-verdicts", &values));
    }
}

/// When the hearing was, and what this municipality answered in it.
fn heard_sentence(words: &Words, round: &Round) -> String {
    let party = &words.officer.party.id;
    let days = [
        ("opened", Value::from(words.lang.plain_date(round.opened_on))),
        ("deadline", Value::from(words.lang.plain_date(round.deadline(party)))),
    ];
    let heard = words.say("case-paper-hearing", &days);
    let said = match round.standing(party) {
        Some(answer) => {
            let position = words.lang.t(&history::word("position", answer.what.statement.position));
            words.say("case-paper-answered", &[("position", position.into())])
        }
        None if round.was_asked(party) => words.say("case-paper-silent", &[]),
        None => words.say("case-paper-not-asked", &[]),
    };
    format!("{heard} {said}")
}

/// The municipality's own remarks of the last round, and how they were assessed (pbl § 11-14).
async fn remarks(
    app: &Shared,
    words: &Words<'_>,
    (case, round): (u32, &Round),
    paper: &mut Paper,
) -> Result<(), Fault> {
    let lang = words.lang;
    let party = &words.officer.party.id;
    // That nobody answered is no word of consent.
    let key = match (round.was_asked(party), round.standing(party)) {
        (_, Some(_)) => "case-paper-no-remarks",
        (true, None) => "case-paper-no-answer",
        (false, None) => "case-paper-not-asked",
    };
    let all = history::remarks_of(&app.ledger, &words.officer.document.region, case, round).await?;
    let own = all.into_iter().filter(|remark| remark.party == *party);
    let row = |remark: history::SpokenRemark| {
        let last = remark
            .verdict()
            .map(|last| (lang.t(&history::word("verdict", last.what.verdict)), words.reason(&last.what.reason)));
        let section = if remark.section.is_empty() { lang.t("case-paper-general") } else { remark.section };
        let said = match remark.proposed {
            Some(proposed) => format!("{}\n{}: {proposed}", remark.text, lang.t("note-proposed")),
            None => remark.text,
        };
        let (verdict, why) = last.unwrap_or_default();
        vec![section, said, verdict, why]
    };
    let rows: Vec<_> = own.map(row).collect();
    if rows.is_empty() {
        paper.paragraph(words.say(key, &[]));
    } else {
        let head = ["case-paper-section", "remark", "case-paper-verdict", "case-paper-why"];
        paper.table(head.map(|key| lang.t(key)).to_vec(), rows);
    }
    Ok(())
}
