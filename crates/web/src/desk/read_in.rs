//! A whole text read in from a file: what came of it is told, and looked over before it is kept.

use super::{
    act::find,
    text::{based_on, current, page, sections},
};
use crate::{
    Shared,
    fault::Fault,
    form::{Fields, Upload},
    page::Problem,
    who::Coordinator,
};
use app::{files, pictures, texts};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ledger::DocumentRow;
use procedure::{Command, Desk, Hash};
use words::{
    import::{
        self, Imported,
        report::{Report, Sort, Told, What},
    },
    language::Lang,
};

/// One of the lists a report is shown in.
pub struct List {
    pub title: String,
    pub lines: Vec<Line>,
}

/// What there was of one kind.
pub struct Line {
    pub says: String,
    /// The headings it stands under; empty where all of it came in as it was.
    pub places: String,
    pub said: Vec<String>,
}

/// The file the text was read from, to be attached as it is.
pub struct Original {
    pub file: String,
    pub name: String,
    pub attached: bool,
    /// It holds what is not in the text and may not be meant for all: comments, changes, hidden words.
    pub tells_more: bool,
}

/// Reads a file or a pasted text, and shows the sections found. The text is not kept yet; its pictures and the file are,
/// so that they can be shown.
pub async fn read_in(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    upload: Upload,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let Upload { fields, file, too_large, .. } = upload;
    let typed = sections(&fields);
    let typed = if typed.is_empty() { current(&app, &row).await? } else { typed };
    let based_on = fields.get("based_on").parse().unwrap_or_else(|_| based_on(&row));
    let paste = fields.get("paste").to_owned();
    let (name, bytes) = file.unwrap_or_else(|| (String::new(), paste.clone().into_bytes()));
    let read = if too_large {
        Err("file-too-large")
    } else if name.is_empty() && bytes.is_empty() {
        Err("import-nothing")
    } else {
        // Beside the requests that are answered meanwhile: a large file takes seconds to read.
        let (name, bytes) = (name.clone(), bytes.clone());
        let read = tokio::task::spawn_blocking(move || import::import(&name, &bytes));
        read.await.map_err(anyhow::Error::from)?.map_err(import::ImportError::key)
    };
    match read {
        Ok(Imported { title, sections, pictures, report }) => {
            pictures::put(&app.ledger, &who.region.id, pictures).await?;
            let original = Original::kept(&app, &who, &name, bytes, &report).await?;
            let mut page = page(&app, &who, &row, texts::taken_in(sections), Vec::new()).await?;
            page.before = serde_json::to_string(&typed).map_err(anyhow::Error::from)?;
            page.told = lists(who.lang, &report);
            (page.found_title, page.original, page.based_on, page.preview) = (title, original, based_on, true);
            Ok(page.into_response())
        }
        Err(key) => {
            let problem = Problem { field: "file".to_owned(), sentence: who.lang.t(key) };
            let mut page = page(&app, &who, &row, typed, vec![problem]).await?;
            (page.based_on, page.paste) = (based_on, paste);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn lists(lang: Lang, report: &Report) -> Vec<List> {
    let list = |(sort, title): (Sort, String)| {
        let lines: Vec<Line> = report.of(sort).map(|told| line(lang, sort, told)).collect();
        (!lines.is_empty()).then_some(List { title, lines })
    };
    let sorts = [
        (Sort::LeftOut, lang.t("import-left-out")),
        (Sort::Changed, lang.t("import-changed")),
        (Sort::CameIn, lang.t("import-came-in")),
    ];
    sorts.into_iter().filter_map(list).collect()
}

fn line(lang: Lang, sort: Sort, told: &Told) -> Line {
    let place = |place: &String| match place.as_str() {
        "" => lang.t("import-first-place"),
        heading => format!("«{heading}»"),
    };
    // What belongs to the whole file, and what came in as it was, is looked for nowhere.
    let whole = sort == Sort::CameIn || matches!(told.what, What::OldEncoding | What::HeadersAndFooters);
    let places = if whole { String::new() } else { told.places.iter().map(place).collect::<Vec<_>>().join(", ") };
    Line {
        says: lang.with(&told.what.key(), &[("count", told.count.into())]),
        places: if places.is_empty() { places } else { lang.with("import-places", &[("places", places.into())]) },
        said: if sort == Sort::CameIn { Vec::new() } else { told.said.clone() },
    }
}

impl Original {
    /// Keeps the file, where files like it may be kept.
    async fn kept(
        app: &Shared,
        who: &Coordinator,
        name: &str,
        bytes: Vec<u8>,
        report: &Report,
    ) -> Result<Option<Self>, Fault> {
        if name.is_empty() {
            return Ok(None);
        }
        let Ok(file) = files::accept(name, bytes).await else { return Ok(None) };
        let hash = app.ledger.put_file(&who.region.id, &file.name, file.media_type, file.bytes).await?;
        let more = [What::Comments, What::Insertions, What::Deletions, What::Hidden];
        let tells_more = more.iter().any(|what| report.counted(*what) > 0);
        Ok(Some(Self { file: hash.0, name: file.name, attached: !tells_more, tells_more }))
    }

    /// As the form has it.
    pub fn of(fields: &Fields) -> Option<Self> {
        let (file, name) = (fields.filled("original")?.to_owned(), fields.get("original_name").to_owned());
        let attached = fields.has("attach_original");
        Some(Self { file, name, attached, tells_more: fields.has("original_tells_more") })
    }

    /// Attaches it to the document, once.
    pub async fn attach(self, app: &Shared, who: &Coordinator, row: &DocumentRow) -> Result<(), Fault> {
        let file = Hash(self.file);
        let known = app.record(row).await?.files_of_case().any(|attached| attached.file == file);
        if known || app.ledger.file(&who.region.id, &file).await?.is_none() {
            return Ok(());
        }
        let desk = Desk::Attach { file, title: self.name };
        match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), None).await {
            // The text is saved; what stops the file from being attached is said where files are attached.
            Ok(_) | Err(ledger::Error::Refused(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
