//! What was read as people's text is kept, whichever way it came in, and told of.

use super::{
    Imported, decode, pieces,
    report::{Report, What},
};
use crate::plain as people;
use procedure::{
    Part, PartId, Section, Text,
    text::{Block, Inline, Mark, Run, line_of, plain_of},
};

impl Imported {
    pub(super) fn taken_in(self) -> Self {
        let Self { title, mut sections, pictures, mut report } = self;
        let mut ids: Vec<PartId> = Vec::new();
        for section in &mut sections {
            clean(&mut section.heading);
            each_line(&mut section.body, &mut clean);
            // An id names one section: a file may say it twice.
            if ids.contains(&section.id) {
                section.id = PartId::default();
            }
            ids.push(section.id.clone());
        }
        let text = Text::of(sections.into_iter().map(Part::Section).collect());
        let mut sections: Vec<Section> = text.parts.into_iter().map(|Part::Section(section)| section).collect();
        sections.retain(|section| !section.heading.is_empty() || section.number.is_some() || !section.body.is_empty());
        pieces::from_the_first_level(&mut sections);
        for section in &sections {
            tell(section, &mut report);
        }
        let title = title.map(|title| people::line(&decode::clean(&title).replace('\u{A0}', " ")));
        let title = title.filter(|title| !title.is_empty());
        Self { title, sections, pictures, report: report.taken_in() }
    }
}

/// Letters without what cannot be seen, and without links of ours, also where one is divided by marks.
fn clean(line: &mut Vec<Inline>) {
    for inline in line.iter_mut() {
        if let Inline::Run(run) = inline {
            run.text = people::text(&decode::clean(&run.text));
            run.link = run.link.take().filter(|link| people::text(link) == *link);
        }
    }
    let whole = plain_of(line);
    let without = people::without_tokens(&whole);
    if without != whole {
        let notes = std::mem::take(line).into_iter().filter(|inline| matches!(inline, Inline::Note { .. }));
        let words = Inline::Run(Run { text: without.into_owned(), ..Run::default() });
        *line = std::iter::once(words).chain(notes).collect();
    }
}

/// Every line of a body, those of notes too.
fn each_line(body: &mut [Block], change: &mut dyn FnMut(&mut Vec<Inline>)) {
    let of_notes = |line: &mut Vec<Inline>, change: &mut dyn FnMut(&mut Vec<Inline>)| {
        change(line);
        for inline in line {
            if let Inline::Note { note } = inline {
                each_line(note, change);
            }
        }
    };
    for block in body {
        match block {
            Block::Para { text } => of_notes(text, change),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_line(item, change)),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| of_notes(&mut cell.text, change)),
            Block::Figure(figure) => {
                figure.alt = people::line(&figure.alt);
                of_notes(&mut figure.caption, change);
            }
            Block::Quote { body } => each_line(body, change),
        }
    }
}

fn tell(section: &Section, report: &mut Report) {
    report.stands_under(&line_of(&section.heading));
    report.count(What::Headings, usize::from(!section.heading.is_empty()));
    section.body.iter().for_each(|block| tell_block(block, report));
    let mut body = section.body.clone();
    each_line(&mut body, &mut |line| tell_line(line, report));
}

fn tell_block(block: &Block, report: &mut Report) {
    match block {
        Block::Para { .. } => report.add(What::Paragraphs),
        Block::List(list) => {
            report.add(What::Lists);
            let within = list.items.iter().flatten().filter(|block| !matches!(block, Block::Para { .. }));
            for block in within {
                tell_block(block, report);
            }
        }
        Block::Table(table) => {
            report.add(What::Tables);
            let merged = table.rows.iter().flatten().filter(|cell| cell.cols > 1 || cell.rows > 1).count();
            report.count(What::MergedCells, merged);
        }
        Block::Figure(_) => report.add(What::Pictures),
        Block::Quote { body } => {
            report.add(What::Quotes);
            for block in body {
                tell_block(block, report);
            }
        }
    }
}

fn tell_line(line: &[Inline], report: &mut Report) {
    let mut before: Option<&str> = None;
    for inline in line {
        match inline {
            Inline::Run(run) => {
                // A link of several runs is one.
                let link = run.link.as_deref();
                report.count(What::Links, usize::from(link.is_some() && link != before));
                before = link;
                let raised = run.marks.contains(&Mark::Sub) || run.marks.contains(&Mark::Super);
                report.count(What::Raised, usize::from(raised));
            }
            Inline::Note { .. } => report.add(What::Notes),
        }
    }
}
