//! A version as Akoma Ntoso 3.0 (OASIS LegalDocML): the form in which archives, parliaments and search engines take laws
//! and plans. Chapters, lists, tables and notes are what they are, and every part has its number and its lasting id.

mod body;
#[cfg(test)]
mod tests;

use crate::{language::Lang, xml::Xml};
use chrono::NaiveDate;
use procedure::Text;

pub const MEDIA_TYPE: &str = "application/akn+xml";
const SPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// What is known of a version beside its text.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// Whose it is: its id in addresses, and its name.
    pub region: (&'a str, &'a str),
    pub document: &'a str,
    /// The id of its kind, as `strategy`.
    pub kind: &'a str,
    pub title: &'a str,
    /// The language it is written in.
    pub lang: Lang,
    pub number: u32,
    /// The days on which the document's first version and this one were saved.
    pub begun_on: NaiveDate,
    pub saved_on: NaiveDate,
    /// The hash of its content.
    pub content: &'a str,
    /// The address that pictures are at, before their hash.
    pub pictures: &'a str,
}

/// The document. The same version gives the same bytes.
pub fn write(version: &Version, text: &Text) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("akomaNtoso", &[("xmlns", SPACE)]);
    xml.open("doc", &[("name", version.kind), ("contains", "originalVersion")]);
    meta(version, &mut xml);
    xml.open("preface", &[]);
    xml.open("p", &[]);
    xml.element("docTitle", &[], version.title);
    xml.close("p");
    xml.close("preface");
    xml.open("mainBody", &[]);
    body::write(text, version.pictures, &mut xml);
    xml.close("mainBody");
    xml.close("doc");
    xml.close("akomaNtoso");
    xml.into_bytes()
}

/// What the version is, by the naming convention: the work by its region, day and id, the version by its language and day.
fn meta(version: &Version, xml: &mut Xml) {
    let (region, name) = version.region;
    let language = match version.lang {
        Lang::Nb => "nob",
        Lang::Nn => "nno",
        Lang::En => "eng",
    };
    let work = format!("/akn/no/doc/{region}/{}/{}", version.begun_on, version.document);
    let expression = format!("{work}/{language}@{}", version.saved_on);
    let manifestation = format!("{expression}.xml");
    let saved = version.saved_on.to_string();
    xml.open("meta", &[]);
    xml.open("identification", &[("source", "#region")]);
    xml.open("FRBRWork", &[]);
    named(&work, None, (&version.begun_on.to_string(), "begun"), xml);
    xml.empty("FRBRcountry", &[("value", "no")]);
    xml.empty("FRBRname", &[("value", version.title)]);
    xml.close("FRBRWork");
    xml.open("FRBRExpression", &[]);
    // Two versions may be saved on a day: their numbers tell them apart.
    let alias = format!("{region}/{}/versions/{}", version.document, version.number);
    named(&expression, Some(("version", &alias)), (&saved, "saved"), xml);
    xml.empty("FRBRversionNumber", &[("value", &version.number.to_string())]);
    xml.empty("FRBRlanguage", &[("language", language)]);
    xml.close("FRBRExpression");
    xml.open("FRBRManifestation", &[]);
    named(&manifestation, Some(("sha256", version.content)), (&saved, "saved"), xml);
    xml.empty("FRBRformat", &[("value", MEDIA_TYPE)]);
    xml.close("FRBRManifestation");
    xml.close("identification");
    xml.open("references", &[("source", "#region")]);
    let about = format!("/ontology/organization/no/{region}");
    xml.empty("TLCOrganization", &[("eId", "region"), ("href", &about), ("showAs", name)]);
    xml.close("references");
    xml.close("meta");
}

/// `day`: the day and what happened on it.
fn named(address: &str, alias: Option<(&str, &str)>, day: (&str, &str), xml: &mut Xml) {
    xml.empty("FRBRthis", &[("value", &format!("{address}/!main"))]);
    xml.empty("FRBRuri", &[("value", address)]);
    if let Some((name, value)) = alias {
        xml.empty("FRBRalias", &[("value", value), ("name", name)]);
    }
    xml.empty("FRBRdate", &[("date", day.0), ("name", day.1)]);
    xml.empty("FRBRauthor", &[("href", "#region")]);
}
