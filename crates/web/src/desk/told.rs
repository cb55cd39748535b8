//! What became of a file that was read in, said in sentences: what did not come, what was changed, what came.

use words::{
    import::report::{Report, Sort, Told, What},
    language::Lang,
};

/// One of the lists a report is shown in.
pub struct List {
    pub title: String,
    pub lines: Vec<Line>,
}

/// What there was of one kind.
pub struct Line {
    pub says: String,
    /// The headings it stands under; empty where all of it came in as it was.
    pub places: String,
    pub said: Vec<String>,
}

pub fn lists(lang: Lang, report: &Report) -> Vec<List> {
    let list = |(sort, title): (Sort, String)| {
        let lines: Vec<Line> = report.of(sort).map(|told| line(lang, sort, told)).collect();
        (!lines.is_empty()).then_some(List { title, lines })
    };
    let sorts = [
        (Sort::LeftOut, lang.t("import-left-out")),
        (Sort::Changed, lang.t("import-changed")),
        (Sort::CameIn, lang.t("import-came-in")),
    ];
    sorts.into_iter().filter_map(list).collect()
}

fn line(lang: Lang, sort: Sort, told: &Told) -> Line {
    let place = |place: &String| match place.as_str() {
        "" => lang.t("import-first-place"),
        heading => format!("«{heading}»"),
    };
    // What belongs to the whole file, and what came in as it was, is looked for nowhere.
    let whole = sort == Sort::CameIn || matches!(told.what, What::OldEncoding | What::HeadersAndFooters);
    let places = if whole { String::new() } else { told.places.iter().map(place).collect::<Vec<_>>().join(", ") };
    Line {
        says: lang.with(&told.what.key(), &[("count", told.count.into())]),
        places: if places.is_empty() { places } else { lang.with("import-places", &[("places", places.into())]) },
        said: if sort == Sort::CameIn { Vec::new() } else { told.said.clone() },
    }
}
