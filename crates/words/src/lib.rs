//! Words in and out: sentences in three languages, texts imported from files, papers and tables made of them, and what
//! may stand in a text. Knows no database and no network.

pub mod akoma;
pub mod base32;
pub mod checker;
pub mod compare;
pub mod import;
pub mod kept;
pub mod language;
pub mod limits;
pub mod markdown;
pub mod markup;
pub mod package;
pub mod paper;
pub mod pdf;
pub mod plain;
pub mod token;
pub mod tokens;
mod xml;
mod xml_tree;
