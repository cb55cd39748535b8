//! The package a Word document is (ECMA-376 part 2): parts in a zip, what each is, and how they refer to each other.

use crate::xml::Xml;
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// What relationships are called, before their purpose.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A package under way. The same parts give the same bytes: no part has a time.
pub struct Parts {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

/// What a part refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub id: String,
    /// Its purpose, as an address.
    pub kind: String,
    pub target: String,
    /// Whether it is outside the package.
    pub outside: bool,
}

impl Related {
    /// By the last word of its purpose, as `styles`.
    pub fn to(id: impl Into<String>, purpose: &str, target: impl Into<String>) -> Self {
        Self { id: id.into(), kind: format!("{OFFICE}{purpose}"), target: target.into(), outside: false }
    }

    /// The last word of its purpose.
    pub fn purpose(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }
}

/// The part that says what another refers to.
pub fn relationships(related: &[Related]) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("Relationships", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")]);
    for one in related {
        let mut attributes = vec![("Id", one.id.as_str()), ("Type", &one.kind), ("Target", &one.target)];
        if one.outside {
            attributes.push(("TargetMode", "External"));
        }
        xml.empty("Relationship", &attributes);
    }
    xml.close("Relationships");
    xml.into_bytes()
}

impl Parts {
    pub fn new() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    /// A part that is at hand.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        self.begin(name)?;
        self.go_on(bytes)
    }

    /// A part whose bytes come piece by piece.
    pub fn begin(&mut self, name: &str) -> anyhow::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        Ok(self.zip.start_file(name, options)?)
    }

    pub fn go_on(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        Ok(self.zip.write_all(bytes)?)
    }

    pub fn end(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.zip.finish()?.into_inner())
    }
}
