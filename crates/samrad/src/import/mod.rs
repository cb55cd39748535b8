//! A real text turned into sections by its headings, for drafting. Nothing of it is lost: what is no section is shown.

mod docx;
mod markdown;
mod plain;

#[cfg(test)]
mod tests;

/// The largest file that is read.
const LARGEST: usize = 25 * 1024 * 1024;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Empty for text before the first heading.
    pub heading: String,
    pub body: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub title: Option<String>,
    pub sections: Vec<Section>,
    /// Running headers and footers: lines that stood on page after page, each once.
    pub dropped: Vec<String>,
}

/// Why a file cannot be read as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("the file is too large")]
    TooLarge,
    #[error("the file is no text")]
    NotText,
    #[error("the DOCX file cannot be read")]
    BrokenDocx,
    #[error("the file is empty")]
    Empty,
}

impl ImportError {
    pub fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "import-too-large",
            Self::NotText => "import-not-text",
            Self::BrokenDocx => "import-broken-docx",
            Self::Empty => "import-empty",
        }
    }
}

/// Reads DOCX by what it holds, Markdown by its marks, and anything else as plain text.
pub fn import(file_name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let imported = if bytes.starts_with(b"PK\x03\x04") {
        docx::read(bytes)?
    } else {
        let text = decode(bytes)?;
        let marked = file_name.to_lowercase().ends_with(".md") || markdown::has_headings(&text);
        if marked { markdown::read(&text) } else { plain::read(&text) }
    };
    if imported.sections.is_empty() && imported.title.is_none() {
        return Err(ImportError::Empty);
    }
    Ok(imported)
}

/// UTF-8 with or without a mark, else the Western European code page old files are in.
fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    if bytes.contains(&0) {
        return Err(ImportError::NotText);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| latin(*byte)).collect(),
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    Ok(text.replace('\u{ad}', ""))
}

/// Windows-1252, of which only the quotation marks and dashes differ from Latin-1 in practice.
fn latin(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        other => char::from(other),
    }
}
