//! What every page has: its language, its title, whose it is, and in the demo the clock.

use crate::assets;
use procedure::Refusal;
use words::language::{Lang, Worded};

#[derive(Clone, Debug)]
pub struct Page {
    pub lang: Lang,
    pub title: String,
    /// What stands beside the product's name: the region, or whom the page is for.
    pub region: String,
    /// The slug of the region whose public page the desk leads to.
    pub public: Option<String>,
    /// Who is logged in, for the desk's pages.
    pub coordinator: Option<String>,
    pub demo: Option<Banner>,
    /// What it shows was made up for the demo, and it may be found without that being known.
    pub invented: bool,
    pub stylesheet: &'static str,
    pub favicon: &'static str,
    /// Comfort for those who write; no page needs it.
    pub script: &'static str,
    /// Where the page is, so that a change of language leads back to it.
    pub path: String,
    /// Where the page's form, `typed`, is shown again as it was typed: a change of language goes there.
    pub typed_at: Option<String>,
    /// Enter in a field only shows the form again: its buttons do different things.
    pub enter_redraws: bool,
    /// Pages behind a link are found by nobody.
    pub unlisted: bool,
    /// When what it shows was true.
    pub at: String,
    /// A sentence about what was just done.
    pub notice: Option<String>,
}

/// The demo's clock.
#[derive(Clone, Debug)]
pub struct Banner {
    pub now: String,
    /// The next day something happens, and what.
    pub next: Option<String>,
    pub letters: usize,
}

/// What was wrong with a form, shown above it and beside its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's id, empty for the form as a whole.
    pub field: String,
    pub sentence: String,
}

/// A list was read with one more than its page shows: that one is cut off. Gives what the next page begins after, if there
/// is one: `mark` of the last one shown.
pub fn next<T>(found: &mut Vec<T>, page: u32, mark: impl Fn(&T) -> u32) -> Option<u32> {
    let more = found.len() > page as usize;
    found.truncate(page as usize);
    found.last().map(mark).filter(|_| more)
}

impl Problem {
    /// Whether it stands beside this field.
    pub fn at(&self, field: &str) -> bool {
        self.field == field
    }

    pub fn of(lang: Lang, refusal: &Refusal) -> Self {
        Self { field: String::new(), sentence: lang.refusal(refusal) }
    }
}

impl Page {
    /// A page of nobody's: log-in, faults.
    pub fn plain(lang: Lang, title: String) -> Self {
        Self {
            lang,
            title,
            region: String::new(),
            public: None,
            coordinator: None,
            demo: None,
            invented: false,
            stylesheet: assets::STYLESHEET,
            favicon: assets::FAVICON,
            script: assets::SCRIPT,
            path: String::new(),
            typed_at: None,
            enter_redraws: false,
            unlisted: true,
            at: String::new(),
            notice: None,
        }
    }

    pub fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// A sentence with one value.
    pub fn t1(&self, key: &str, name: &'static str, value: impl Worded) -> String {
        self.lang.with(key, &[(name, value.value())])
    }

    /// A sentence with two values.
    pub fn t2(&self, key: &str, a: &'static str, first: impl Worded, b: &'static str, second: impl Worded) -> String {
        self.lang.with(key, &[(a, first.value()), (b, second.value())])
    }

    /// How much of a list is shown, and when it was true.
    pub fn shown(&self, shown: usize, all: usize, when: &str) -> String {
        self.lang.with("board-shown", &[("shown", shown.into()), ("all", all.into()), ("when", when.into())])
    }

    /// The languages, for the choice in the page's head.
    pub fn langs(&self) -> [Lang; 3] {
        Lang::ALL
    }
}
