//! A version to take along: for Word, as Markdown, and as Akoma Ntoso. Whoever may read it may.

use crate::{Shared, attachment::attachment, fault::Fault};
use app::texts;
use ledger::{DocumentRow, RegionRow};
use procedure::{
    Part, Text,
    record::{Dated, Record, SavedText},
};
use words::{
    akoma,
    language::Lang,
    markdown,
    paper::{self, Paper},
};

/// The forms there are, by the last word of the address, and the key of each link's words.
pub const FORMS: [(&str, &str); 3] = [("docx", "version-docx"), ("md", "version-markdown"), ("xml", "version-akoma")];

/// A version by its number, in one of [`FORMS`].
pub async fn version_file(
    app: &Shared,
    region: &RegionRow,
    row: &DocumentRow,
    number: u32,
    form: &str,
) -> Result<axum::response::Response, Fault> {
    let record = app.record(row).await?;
    let saved = record.versions.iter().find(|saved| saved.what.number == number).ok_or(Fault::NotFound)?;
    let text = texts::text(&app.ledger, &region.id, &saved.what.content).await?;
    // The words are the region's, whoever reads them.
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let name = format!("{}, {}", file_name(&row.state.title), lang.with("text-version", &[("version", number.into())]));
    let (media_type, bytes) = match form {
        "docx" => (paper::MEDIA_TYPE, app.docx(region, text_paper(lang, &row.state.title, &text)).await?),
        "md" => ("text/markdown; charset=utf-8", written(&text).into_bytes()),
        "xml" => (akoma::MEDIA_TYPE, akoma_ntoso(app, region, row, (&record, saved), &text)),
        _ => return Err(Fault::NotFound),
    };
    Ok(attachment(&format!("{name}.{form}"), media_type, bytes))
}

/// A text with its title.
pub fn text_paper(lang: Lang, title: &str, text: &Text) -> Paper {
    let mut paper = Paper::new(lang, title);
    paper.text_of(text);
    paper
}

/// As `words::markdown` reads it again, ids and numbers with it.
fn written(text: &Text) -> String {
    let sections = text.parts.iter().map(|part| {
        let Part::Section(section) = part;
        section
    });
    format!("{}\n", markdown::whole(sections))
}

fn akoma_ntoso(
    app: &Shared,
    region: &RegionRow,
    row: &DocumentRow,
    (record, saved): (&Record, &Dated<SavedText>),
    text: &Text,
) -> Vec<u8> {
    let day = |saved: &Dated<SavedText>| app::local(region, saved.mark.at).date();
    // The public page's: an address behind a link would let whoever reads the file answer by it.
    let pictures = format!("{}/{}/{}/files/", app.config.base_url(), region.id, row.id);
    let version = akoma::Version {
        region: (region.id.as_str(), &region.name),
        document: row.id.as_str(),
        kind: row.state.kind.as_str(),
        title: &row.state.title,
        lang: Lang::parse(&region.language).unwrap_or_default(),
        number: saved.what.number,
        begun_on: record.versions.first().map_or_else(|| day(saved), day),
        saved_on: day(saved),
        content: saved.what.content.0.as_str(),
        pictures: &pictures,
    };
    akoma::write(&version, text)
}

/// A title as a file may be called.
pub fn file_name(title: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '–' | '(' | ')' | ',');
    let name: String = title.chars().map(|c| if kept(c) { c } else { ' ' }).take(80).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
