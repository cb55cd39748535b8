//! Two texts beside each other, as pages show it: what became of each section, in a list and in the text.

mod marked;

pub use marked::Marks;

use crate::rendered::{self, Html, PartView, Place};
use procedure::Text;
use serde::Deserialize;
use words::{
    compare::{self, Became, Compared, Comparison, Piece, Side, Stood},
    language::Lang,
};

/// How a comparison is asked for in an address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    view: View,
    /// Only the sections that are changed.
    #[serde(default)]
    only: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum View {
    New,
    #[default]
    Changes,
    Beside,
}

/// The two texts, and what they are called.
pub struct Texts<'a> {
    pub before: (&'a Text, String),
    pub after: (&'a Text, String),
    /// Where the page is, up to its view: `…?` or `…?against=2&`.
    pub address: String,
    /// Where it has pictures.
    pub pictures: String,
    /// What the texts are written in.
    pub spoken: String,
}

/// All that a page shows of a comparison.
pub struct Shown {
    pub names: (String, String),
    pub spoken: String,
    /// Word, address, and whether it is the one that is shown.
    pub views: Vec<(String, String, bool)>,
    /// To see only what is changed, or all of it.
    pub other: (String, String),
    pub summary: String,
    pub beside: bool,
    /// The contents: the sections that are not shown too.
    pub contents: Vec<SectionView>,
}

pub struct SectionView {
    pub id: String,
    pub heading: Html,
    /// What became of it, a phrase each.
    pub told: Vec<String>,
    pub changed: bool,
    pub shown: bool,
    pub before: Html,
    pub after: Html,
}

impl Shown {
    pub fn of(lang: Lang, asked: &Asked, texts: Texts<'_>) -> Self {
        let comparison = compare::texts(texts.before.0, texts.after.0);
        let only = !asked.only.is_empty();
        let marks = Marks::new(lang, Place { pictures: &texts.pictures, prefix: "" });
        let section = |(at, section): (usize, &Compared)| {
            let (before, after) = bodies(&marks, asked.view, section);
            SectionView {
                id: format!("c-{at}"),
                heading: marks.heading(section, if asked.view == View::New { Side::After } else { Side::Both }),
                told: told(lang, &comparison, section),
                changed: section.is_changed(),
                shown: (!only || section.is_changed()) && (asked.view != View::New || section.after.is_some()),
                before,
                after,
            }
        };
        let contents: Vec<SectionView> = comparison.sections.iter().enumerate().map(section).collect();
        let changed = contents.iter().filter(|section| section.changed).count();
        let summary = match changed {
            0 => lang.t("compare-same"),
            _ => lang.with("compare-summary", &[("changed", changed.into()), ("all", contents.len().into())]),
        };
        let address =
            |view: &str, only: bool| format!("{}view={view}{}", texts.address, if only { "&only=1" } else { "" });
        let now = match asked.view {
            View::New => "new",
            View::Changes => "changes",
            View::Beside => "beside",
        };
        let views = [("new", "compare-new"), ("changes", "compare-changes"), ("beside", "compare-beside")];
        Self {
            views: views.map(|(view, key)| (lang.t(key), address(view, only), view == now)).to_vec(),
            other: (lang.t(if only { "compare-all" } else { "compare-only" }), address(now, !only)),
            names: (texts.before.1, texts.after.1),
            spoken: texts.spoken,
            beside: asked.view == View::Beside,
            summary,
            contents,
        }
    }
}

fn bodies(marks: &Marks<'_>, view: View, section: &Compared) -> (Html, Html) {
    match view {
        View::New => (Html::default(), marks.body(&section.body, Side::After, false)),
        View::Changes => (Html::default(), marks.body(&section.body, Side::Both, true)),
        View::Beside => (marks.body(&section.body, Side::Before, true), marks.body(&section.body, Side::After, true)),
    }
}

/// What became of a section, a phrase each.
fn told(lang: Lang, comparison: &Comparison, section: &Compared) -> Vec<String> {
    let name = |stood: &Stood| match stood.part.title() {
        title if title.is_empty() => lang.t("section-untitled"),
        title => format!("«{}»", format!("{} {title}", stood.number).trim()),
    };
    let all = || comparison.sections.iter();
    let before = |at: usize| all().filter_map(|one| one.before.as_ref()).find(|stood| stood.at == at).map(name);
    let after = |at: usize| all().filter_map(|one| one.after.as_ref()).find(|stood| stood.at == at).map(name);
    let with = |key: &str, names: Vec<String>| lang.with(key, &[("sections", names.join(", ").into())]);
    let phrase = |became: &Became| match became {
        Became::New => lang.t("became-new"),
        Became::Gone => lang.t("became-gone"),
        Became::Moved => lang.t("became-moved"),
        Became::Renamed => lang.t("became-renamed"),
        Became::Renumbered => match section.before.as_ref().map(|stood| stood.number.as_str()) {
            None | Some("") => lang.t("became-numbered"),
            Some(number) => lang.with("became-renumbered", &[("number", number.into())]),
        },
        Became::Changed => lang.t("became-changed"),
        Became::Formatted => lang.t("became-formatted"),
        Became::SplitInto(places) => with("became-split-into", places.iter().filter_map(|at| after(*at)).collect()),
        Became::SplitFrom(at) => with("became-split-from", before(*at).into_iter().collect()),
        Became::MergedFrom(places) => with("became-merged-from", places.iter().filter_map(|at| before(*at)).collect()),
        Became::MergedInto(at) => with("became-merged-into", after(*at).into_iter().collect()),
    };
    section.became.iter().map(phrase).collect()
}

/// The marked body of a section, by its heading, in the order of the comparison: its id, heading and body.
pub fn changed(lang: Lang, comparison: &Comparison, pictures: &str) -> Vec<PartView> {
    let marks = Marks::new(lang, Place { pictures, prefix: "" });
    comparison.changed().map(|section| part(&marks, section)).collect()
}

/// A section with its changes marked.
pub fn part(marks: &Marks<'_>, section: &Compared) -> PartView {
    PartView {
        id: section.stands().map(|stood| stood.part.id().to_string()).unwrap_or_default(),
        heading: marks.heading(section, Side::Both),
        body: marks.body(&section.body, Side::Both, true),
    }
}

/// Two plain texts with what was put in and taken out marked.
pub fn plain(lang: Lang, before: &str, after: &str) -> Html {
    let pieces: Vec<Piece> = compare::plain(before, after);
    Marks::new(lang, Place { pictures: "", prefix: "" }).line(&pieces)
}

/// A section that is gone, as it was.
pub fn gone(stood: &Stood, place: Place<'_>) -> PartView {
    rendered::part(&stood.number, &stood.part, place)
}
