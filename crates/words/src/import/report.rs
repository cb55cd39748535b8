//! What came in of a text that was read, what was changed on the way, and what did not come: by kind, with how many there
//! were and where they stand. A person looks it over before the text is kept.

use strum::IntoEnumIterator as _;

/// How many places, and how many of what was read there, are told of one kind.
const TOLD: usize = 12;
/// The longest line told, in letters.
const LONGEST: usize = 200;

/// What a text may hold.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, strum::EnumIter, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "kebab-case")]
pub enum What {
    Headings,
    Paragraphs,
    Lists,
    Quotes,
    Tables,
    MergedCells,
    Pictures,
    Notes,
    Links,
    Raised,
    Symbols,
    /// Numbers and letters that the word processor itself writes.
    Numbers,

    /// A number that no list has, such as «1.1»: it stands as letters before its paragraph.
    NumbersAsLetters,
    /// They stand as notes where they are called.
    Endnotes,
    Formulas,
    TextBoxes,
    /// They stand after their table: a cell holds letters only.
    PicturesInTables,
    /// A table within a cell: its rows are lines.
    TablesInTables,
    Insertions,
    Deletions,
    Tabs,
    /// To a place within the text: words without a link.
    References,
    OldEncoding,

    Comments,
    PicturesLeftOut,
    SymbolsLeftOut,
    Contents,
    HeadersAndFooters,
    /// Lines that stand on every page of a text without marks.
    Repeated,
    Struck,
    Underlined,
    Coloured,
    Hidden,
    LinksLeftOut,
    /// Parts of another program, such as a sheet or another document.
    Embedded,
    /// Places that could not be read, and hold a mark instead.
    Unread,
    /// What stands before a Markdown text about it.
    FrontMatter,
    /// Code of a page, forms and what else is no text of its reader.
    Scripts,
}

/// Which list of the report a kind stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    CameIn,
    Changed,
    LeftOut,
}

/// What there was of one kind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Told {
    pub what: What,
    pub count: usize,
    /// The headings it stands under, each once; an empty one for what stands before the first.
    pub places: Vec<String>,
    /// What it said, where that is worth reading.
    pub said: Vec<String>,
}

/// All of it, each kind once, in the order the kinds stand here.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    told: Vec<Told>,
    #[serde(skip)]
    place: String,
}

impl What {
    pub fn sort(self) -> Sort {
        match self {
            Self::Headings
            | Self::Paragraphs
            | Self::Lists
            | Self::Tables
            | Self::MergedCells
            | Self::Pictures
            | Self::Quotes
            | Self::Notes
            | Self::Links
            | Self::Raised
            | Self::Symbols
            | Self::Numbers => Sort::CameIn,
            Self::NumbersAsLetters
            | Self::Endnotes
            | Self::Formulas
            | Self::TextBoxes
            | Self::PicturesInTables
            | Self::TablesInTables
            | Self::Insertions
            | Self::Deletions
            | Self::Tabs
            | Self::References
            | Self::OldEncoding => Sort::Changed,
            _ => Sort::LeftOut,
        }
    }

    /// The name of its sentence.
    pub fn key(self) -> String {
        let name: &'static str = self.into();
        format!("import-told-{name}")
    }

    /// All kinds, in the order they are told.
    pub fn every() -> impl Iterator<Item = Self> {
        Self::iter()
    }
}

impl Report {
    /// What is told from here on stands under this heading.
    pub fn stands_under(&mut self, heading: &str) {
        self.place = shortened(heading);
    }

    pub fn add(&mut self, what: What) {
        self.count(what, 1);
    }

    pub fn count(&mut self, what: What, more: usize) {
        if more == 0 {
            return;
        }
        let place = self.place.clone();
        let told = self.entry(what);
        told.count += more;
        if told.places.len() < TOLD && !told.places.contains(&place) {
            told.places.push(place);
        }
    }

    /// With what it said.
    pub fn say(&mut self, what: What, said: &str) {
        self.add(what);
        let said = shortened(said);
        let told = self.entry(what);
        if !said.is_empty() && told.said.len() < TOLD && !told.said.contains(&said) {
            told.said.push(said);
        }
    }

    fn entry(&mut self, what: What) -> &mut Told {
        let at = self.told.partition_point(|told| told.what < what);
        if self.told.get(at).is_none_or(|told| told.what != what) {
            self.told.insert(at, Told { what, count: 0, places: Vec::new(), said: Vec::new() });
        }
        &mut self.told[at]
    }

    pub fn of(&self, sort: Sort) -> impl Iterator<Item = &Told> {
        self.told.iter().filter(move |told| told.what.sort() == sort)
    }

    /// How many there were of a kind.
    pub fn counted(&self, what: What) -> usize {
        self.told.iter().find(|told| told.what == what).map_or(0, |told| told.count)
    }

    /// What was said of a kind.
    pub fn said(&self, what: What) -> &[String] {
        self.told.iter().find(|told| told.what == what).map_or(&[], |told| &told.said)
    }

    /// Its words as people's text is kept.
    pub(super) fn taken_in(mut self) -> Self {
        for told in &mut self.told {
            let line = |line: &String| crate::plain::line(line);
            told.places = told.places.iter().map(line).collect();
            told.said = told.said.iter().map(|said| crate::plain::text(said)).collect();
        }
        self
    }
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn each_kind_is_told_once_with_where_it_stands() {
        let mut report = Report::default();
        report.add(What::Tables);
        report.stands_under("Mål");
        report.say(What::Comments, "Kari: se over");
        report.count(What::Tables, 2);
        report.count(What::Links, 0);
        let told: Vec<_> = report.of(Sort::CameIn).map(|told| (told.what, told.count, told.places.clone())).collect();
        assert_eq!(told, [(What::Tables, 3, vec![String::new(), "Mål".to_owned()])]);
        assert_eq!(report.said(What::Comments), ["Kari: se over"]);
        for lang in [Lang::Nb, Lang::Nn, Lang::En] {
            for what in What::every() {
                let said = lang.with(&what.key(), &[("count", 2_usize.into())]);
                assert!(said.contains('2') && !said.contains("import-"), "{what:?}: {said}");
            }
        }
        assert_eq!(What::HeadersAndFooters.key(), "import-told-headers-and-footers");
    }
}
