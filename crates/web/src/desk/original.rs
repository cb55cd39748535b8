//! The file that a text was read from, attached to the document as it is.

use crate::{Shared, fault::Fault, form::Fields, who::Coordinator};
use app::files;
use ledger::DocumentRow;
use procedure::{Command, Desk, Hash};
use words::import::report::{Report, What};

/// The file the text was read from, to be attached as it is.
pub struct Original {
    pub file: String,
    pub name: String,
    pub attached: bool,
    /// It holds what is not in the text and may not be meant for all: comments, changes, hidden words.
    pub tells_more: bool,
}

impl Original {
    /// Keeps the file, where files like it may be kept.
    pub async fn kept(
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
