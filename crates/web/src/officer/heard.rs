//! The text under hearing beside the one it changes: the edition in force, or what was heard in the round before.

use super::draft::Written;
use crate::{
    Shared,
    changes::Changes,
    fault::Fault,
    rendered::{self, Html, PartView},
    who::Officer,
};
use app::{
    hearing_note::{self, HearingNote, Reader},
    history::Names,
    pictures, texts,
};
use procedure::{Hash, Part, PartId, Phase, Text, Version, record::Record};

pub struct Heard {
    pub text: Text,
    before: Option<Text>,
    /// A round of this case was heard before, rather than an edition being in force.
    again: bool,
}

/// A section as the officer sees it, with what they have written to it.
pub struct SectionView {
    pub id: String,
    pub heading: Html,
    pub body: Html,
    /// Where the section was there before, and reads otherwise now.
    pub changes: Option<Changes>,
    /// New or changed since the last hearing, or since the edition in force.
    pub changed: bool,
    pub remark: String,
    pub proposed: String,
}

/// The version under hearing.
fn version(officer: &Officer) -> Option<&Version> {
    officer.document.state.case.as_ref()?.heard.as_ref()
}

/// The words under hearing.
pub async fn text(app: &Shared, officer: &Officer) -> Result<Text, Fault> {
    let version = version(officer).ok_or(Fault::NotFound)?;
    Ok(texts::text(&app.ledger, &officer.document.region, &version.content).await?)
}

/// What has happened to the document.
pub async fn record(app: &Shared, officer: &Officer) -> Result<Record, Fault> {
    Ok(app.record(&officer.document).await?)
}

impl Heard {
    pub async fn of(app: &Shared, officer: &Officer, record: &Record) -> Result<Self, Fault> {
        let text = text(app, officer).await?;
        let rounds = record.cases.last().map(|case| &case.rounds[..]).unwrap_or_default();
        let last = rounds.iter().rev().nth(1).map(|round| round.content.clone());
        let again = last.is_some();
        let edition = officer.document.state.in_force.as_ref().map(|edition| edition.version.content.clone());
        let before = match last.or(edition) {
            Some(content) => Some(texts::text(&app.ledger, &officer.document.region, &content).await?),
            None => None,
        };
        Ok(Self { text, before, again })
    }

    /// What the text is compared with, as a catalogue key.
    pub fn basis(&self) -> Option<&'static str> {
        let compared = self.before.is_some();
        compared.then_some(if self.again { "changed-since-round" } else { "changed-since-edition" })
    }

    fn was(&self, id: &PartId) -> Option<&Part> {
        self.before.as_ref()?.part(id)
    }

    pub fn sections(&self, officer: &Officer, written: &Written) -> Vec<SectionView> {
        let pictures = pictures_at(officer);
        let view = |(shown, part): (PartView, &Part)| {
            let (remark, proposed) = written.remarks.get(part.id().as_str()).cloned().unwrap_or_default();
            let was = self.was(part.id());
            let changed = self.before.is_some() && was.is_none_or(|was| !was.says_the_same(part));
            SectionView {
                id: shown.id,
                heading: shown.heading,
                body: shown.body,
                changes: was.filter(|_| changed).map(|was| Changes::between(officer.lang, &was.plain(), &part.plain())),
                changed,
                remark,
                proposed,
            }
        };
        let shown = rendered::parts(&self.text, rendered::Place { pictures: &pictures, prefix: "" });
        shown.into_iter().zip(&self.text.parts).map(view).collect()
    }

    /// Sections that are in the text no more: headings and words.
    pub fn gone(&self, officer: &Officer) -> Vec<PartView> {
        let pictures = pictures_at(officer);
        let before = self.before.iter().flat_map(|text| &text.parts);
        let gone = before.filter(|part| self.text.part(part.id()).is_none());
        gone.map(|part| rendered::part(part, rendered::Place { pictures: &pictures, prefix: "before-" })).collect()
    }
}

/// Where this link shows the pictures of a text.
pub fn pictures_at(officer: &Officer) -> String {
    format!("/l/{}/files/", officer.token)
}

/// Whether a picture stands in a text that the link shows: one that is or was heard, the one before the councils, the
/// edition in force.
pub async fn names_picture(app: &Shared, officer: &Officer, record: &Record, picture: &Hash) -> Result<bool, Fault> {
    let state = &officer.document.state;
    let heard = record.rounds().map(|(_, round)| &round.content);
    let case = state.case.as_ref();
    let decided = case.filter(|case| matches!(case.phase, Phase::Endorsement(_) | Phase::Adoption(_)));
    let before_councils = decided.and_then(|case| case.version.as_ref());
    let in_force = state.in_force.as_ref().map(|edition| &edition.version);
    let shown = before_councils.into_iter().chain(in_force).map(|version| &version.content);
    let texts: Vec<Hash> = heard.chain(shown).cloned().collect();
    Ok(pictures::is_named(&app.ledger, &officer.document.region, &texts, picture).await?)
}

/// What the last hearing came to, without what is exempt from disclosure: a case paper is public.
pub async fn note(app: &Shared, officer: &Officer) -> Result<Option<HearingNote>, Fault> {
    let names = Names::of(&officer.people.parties, app.today(&officer.people.region));
    Ok(hearing_note::note(&app.ledger, &officer.document, &names, None, Reader::Party).await?)
}
