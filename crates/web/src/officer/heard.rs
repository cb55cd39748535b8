//! The text under hearing beside the one it changes: the edition in force, or what was heard in the round before.

use super::draft::Written;
use crate::{
    Shared,
    compared::{self, Marks},
    fault::Fault,
    rendered::{self, Html, PartView},
    who::Officer,
};
use app::{
    hearing_note::{self, HearingNote, Reader},
    history::Names,
    pictures, texts,
};
use procedure::{Hash, Phase, Text, Version, record::Record};
use words::compare::{self, Compared, Comparison};

pub struct Heard {
    pub text: Text,
    before: Option<Text>,
    comparison: Option<Comparison>,
    /// A round of this case was heard before, rather than an edition being in force.
    again: bool,
}

/// A section as the officer sees it, with what they have written to it.
pub struct SectionView {
    pub id: String,
    pub heading: Html,
    pub body: Html,
    /// Where the section was there before, and reads otherwise now.
    pub changes: Option<Html>,
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
        let comparison = before.as_ref().map(|before| compare::texts(before, &text));
        Ok(Self { text, before, comparison, again })
    }

    /// What the text is compared with, as a catalogue key.
    pub fn basis(&self) -> Option<&'static str> {
        let compared = self.before.is_some();
        compared.then_some(if self.again { "changed-since-round" } else { "changed-since-edition" })
    }

    /// What the text is compared with, and its name as a catalogue key.
    pub fn before(&self) -> Option<(&Text, &'static str)> {
        Some((self.before.as_ref()?, if self.again { "compare-last-round" } else { "compare-in-force" }))
    }

    /// What became of each section there is, in their order.
    fn became(&self) -> Vec<Option<&Compared>> {
        match &self.comparison {
            Some(comparison) => comparison.sections.iter().filter(|one| one.after.is_some()).map(Some).collect(),
            None => vec![None; self.text.parts.len()],
        }
    }

    pub fn sections(&self, officer: &Officer, written: &Written) -> Vec<SectionView> {
        let pictures = pictures_at(officer);
        let place = rendered::Place { pictures: &pictures, prefix: "" };
        let marks = Marks::new(officer.lang, place);
        let view = |(shown, became): (PartView, Option<&Compared>)| {
            let (remark, proposed) = written.remarks.get(&shown.id).cloned().unwrap_or_default();
            let changed = became.is_some_and(Compared::is_changed);
            let was = became.filter(|became| changed && became.before.is_some());
            SectionView {
                changes: was.map(|became| compared::part(&marks, became).body),
                id: shown.id,
                heading: shown.heading,
                body: shown.body,
                changed,
                remark,
                proposed,
            }
        };
        rendered::parts(&self.text, place).into_iter().zip(self.became()).map(view).collect()
    }

    /// Sections that are in the text no more: headings and words.
    pub fn gone(&self, officer: &Officer) -> Vec<PartView> {
        let pictures = pictures_at(officer);
        let place = rendered::Place { pictures: &pictures, prefix: "before-" };
        let sections = self.comparison.iter().flat_map(|comparison| &comparison.sections);
        let gone = sections.filter(|section| section.after.is_none()).filter_map(|section| section.before.as_ref());
        gone.map(|stood| compared::gone(stood, place)).collect()
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
