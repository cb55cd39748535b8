//! The text to read and print, and what to take along: the complete set as one file, and the deadline.

use super::{Hearing, asks, attach, frame, heard};
use crate::{
    Shared,
    attachment::attachment,
    fault::Fault,
    hearing_report::HearingReport,
    page::Page,
    prose::Prose,
    rendered::{self, PartView},
    version_file::{FORMS, file_name, text_paper, version_file},
    who::Officer,
};
use app::texts;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use post::mail;
use procedure::{Access, Hash, Purpose, Text, record::Record};
use std::io::{Cursor, Write as _};
use words::language::Lang;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

#[derive(Template, WebTemplate)]
#[template(path = "officer/text.html")]
struct TextPage {
    page: Page,
    token: String,
    version: u32,
    case_number: Option<String>,
    letter: Option<Prose>,
    sections: Vec<PartView>,
    /// Hash and title.
    files: Vec<(Hash, String)>,
    /// What can be asked for beside the answer, by its address; nothing when the hearing is over.
    asks: Vec<(&'static str, String)>,
    forms: [(&'static str, &'static str); 3],
}

/// The text as a page that needs nothing around it, to keep or to send on.
#[derive(Template)]
#[template(path = "officer/set.html")]
struct TextAlone<'a> {
    lang: Lang,
    title: &'a str,
    /// Case number and version.
    about: String,
    sections: Vec<PartView>,
}

/// What this link's holder is asked about, with its number: the text that is heard, or the one before the council.
async fn text(app: &Shared, officer: &Officer) -> Result<(Text, u32), Fault> {
    if officer.link.replaced {
        return Err(Fault::NotFound);
    }
    let state = &officer.document.state;
    let heard = state.case.as_ref().and_then(|case| case.heard.as_ref());
    let version = match officer.link.purpose {
        Purpose::Hearing => heard.or(state.version()),
        Purpose::Council | Purpose::Meeting => state.version(),
    };
    let version = version.ok_or(Fault::NotFound)?;
    Ok((texts::text(&app.ledger, &officer.document.region, &version.content).await?, version.number))
}

/// The covering letter of the last hearing, where there was one.
async fn letter(app: &Shared, officer: &Officer, record: &Record) -> Result<Option<String>, Fault> {
    let last = record.rounds().next_back();
    let letter = last.and_then(|(_, round)| round.letter.as_ref());
    let own = officer.people.region.language.as_str();
    Ok(match letter.and_then(|letter| letter.read(officer.lang.code(), own)) {
        Some((_, hash)) => app.ledger.text(&officer.document.region, hash).await?,
        None => None,
    })
}

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    let (text, version) = text(&app, &officer).await?;
    let record = heard::record(&app, &officer).await?;
    let pictures = heard::pictures_at(&officer);
    let page = TextPage {
        page: frame(&officer, officer.document.state.title.clone()),
        token: officer.token.clone(),
        version,
        case_number: officer.document.state.case_number.clone(),
        letter: letter(&app, &officer, &record).await?.map(Prose),
        sections: rendered::parts(&text, rendered::Place { pictures: &pictures, prefix: "" }),
        files: attach::attached(&record),
        asks: if officer.access() == Access::Answer { asks::all(&officer) } else { Vec::new() },
        forms: FORMS,
    };
    Ok(page.into_response())
}

/// The same to take along.
pub async fn download(
    State(app): State<Shared>,
    Path((_, form)): Path<(String, String)>,
    officer: Officer,
) -> Result<Response, Fault> {
    let (_, version) = text(&app, &officer).await?;
    version_file(&app, &officer.people.region, &officer.document, version, &form).await
}

/// The complete set: the text as Word, as a page and as plain text, the hearing letter, and every attachment.
pub async fn set(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    let (text, version) = text(&app, &officer).await?;
    let record = heard::record(&app, &officer).await?;
    let (lang, title) = (officer.lang, officer.document.state.title.as_str());
    let region = &officer.people.region;
    let paper = text_paper(Lang::parse(&region.language).unwrap_or(lang), title, &text);
    let name = file_name(title);
    let mut set = Set::new();
    let plain = paper.text();
    set.add(&format!("{name}.docx"), &app.docx(region, paper).await?)?;
    let number = officer.document.state.case_number.as_ref();
    let number = number.map(|number| lang.with("officer-case", &[("number", number.into())]));
    let alone = TextAlone {
        lang,
        title,
        about: [number, Some(lang.with("text-version", &[("version", version.into())]))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        sections: rendered::parts(&text, rendered::Place { pictures: "", prefix: "" }),
    };
    set.add(&format!("{name}.html"), alone.render().map_err(anyhow::Error::from)?.as_bytes())?;
    set.add(&format!("{name}.txt"), plain.as_bytes())?;
    if let Some(letter) = letter(&app, &officer, &record).await? {
        set.add(&format!("{}.txt", lang.t("set-letter")), letter.as_bytes())?;
    }
    if officer.link.purpose == Purpose::Council
        && let Some(note) = heard::note(&app, &officer).await?
    {
        let report = HearingReport::of(lang, &region.language, note, &heard::pictures_at(&officer));
        set.add(&format!("{}.docx", file_name(&report.title)), &app.docx(region, report.paper()).await?)?;
    }
    for (hash, _) in attach::attached(&record) {
        let row = app.ledger.file(&officer.document.region, &hash).await?;
        let bytes = app.ledger.file_bytes(&officer.document.region, &hash).await?;
        if let (Some(row), Some(bytes)) = (row, bytes) {
            set.add(&format!("{}/{}", lang.t("set-attachments"), row.name), &bytes)?;
        }
    }
    Ok(attachment(&format!("{name}.zip"), "application/zip", set.end()?))
}

/// The deadline to put in a calendar: the same entry as the letters bring, so that there is one of it.
pub async fn deadline(State(app): State<Shared>, Hearing(officer): Hearing) -> Result<Response, Fault> {
    if officer.access() != Access::Answer {
        return Err(Fault::NotFound);
    }
    let record = heard::record(&app, &officer).await?;
    let file = mail::deadline(&app, officer.lang, &officer.document, &record, &officer.party.id);
    let text = file.ok_or(Fault::NotFound)?.text;
    Ok(attachment(mail::CalendarFile::NAME, "text/calendar; charset=utf-8", text.into_bytes()))
}

/// A zip under way. Two files of one name are told apart by number.
struct Set {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    names: Vec<String>,
}

impl Set {
    fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), names: Vec::new() }
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let taken = self.names.iter().filter(|known| *known == name).count();
        self.names.push(name.to_owned());
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let name = if taken > 0 { format!("{stem} ({}).{ending}", taken + 1) } else { name.to_owned() };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    fn end(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.zip.finish()?.into_inner())
    }
}
