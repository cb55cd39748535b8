mod any;
mod bodies;
mod sections;

use super::*;
use crate::markdown::{LineEnd, read};
use procedure::PartId;

/// A text as it is typed. Sections have the ids `a`, `b` … with a prefix.
fn typed(prefix: &str, markdown: &str) -> Text {
    let named =
        |(at, section): (usize, Section)| Part::Section(Section { id: PartId(format!("{prefix}{at}")), ..section });
    Text::of(read(markdown, LineEnd::Break).into_iter().enumerate().map(named).collect())
}

/// `[-out-]`, `{+in+}`, `<formatted>`; a note in parentheses.
fn line(pieces: &[Piece]) -> String {
    let marked = |side: Side, words: String| match side {
        Side::Both => words,
        Side::Before => format!("[-{words}-]"),
        Side::After => format!("{{+{words}+}}"),
    };
    let piece = |piece: &Piece| match piece {
        Piece::Run(side, run) => marked(*side, run.text.clone()),
        Piece::Formatted { after, .. } => {
            format!("<{}>", after.iter().map(|run| run.text.as_str()).collect::<String>())
        }
        Piece::Note(side, notes) => marked(*side, format!("({})", body(notes))),
    };
    pieces.iter().map(piece).collect()
}

fn body(changes: &[Change]) -> String {
    changes.iter().map(change).collect::<Vec<_>>().join(" / ")
}

fn change(change: &Change) -> String {
    match change {
        Change::Whole(Side::Both, _) => "=".to_owned(),
        Change::Whole(Side::Before, block) => {
            format!("-{}", procedure::text::plain_blocks(std::slice::from_ref(block)))
        }
        Change::Whole(Side::After, block) => format!("+{}", procedure::text::plain_blocks(std::slice::from_ref(block))),
        Change::Para(pieces) => line(pieces),
        Change::List(list) => {
            let label = if list.before == list.after { "" } else { "relabelled " };
            let item = |(side, item): &(Side, Vec<Change>)| format!("{side:?} {}", body(item));
            format!("{label}{}", list.items.iter().map(item).collect::<Vec<_>>().join(" · "))
        }
        Change::Table(table) => {
            let row = |at: usize| {
                let cells = table.cells.iter().filter(|cell| cell.row == at);
                let cells: Vec<String> = cells.map(|cell| line(&cell.text)).collect();
                format!("{:?} {}", table.rows[at].side, cells.join("|"))
            };
            (0..table.rows.len()).map(row).collect::<Vec<_>>().join(" · ")
        }
        Change::Figure(figure) => {
            let other = if figure.before.image == figure.after.image { "" } else { "other picture " };
            format!("{other}{}|{}", line(&figure.alt), line(&figure.caption))
        }
        Change::Quote(quoted) => format!("> {}", body(quoted)),
    }
}

/// The body of the only section.
fn compared(before: &str, after: &str) -> String {
    let comparison = texts(&typed("s", before), &typed("s", after));
    assert_eq!(comparison.sections.len(), 1);
    body(&comparison.sections[0].body)
}

fn became(before: &Text, after: &Text) -> Vec<(String, Vec<Became>)> {
    let told = |one: Compared| (one.stands().map(|stood| stood.part.title()).unwrap_or_default(), one.became);
    texts(before, after).sections.into_iter().map(told).collect()
}
