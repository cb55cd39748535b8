//! Reminders of the case under way that were skipped, each with why: a run of the calendar was missed, or many.

use app::history::{self, Names};
use chrono::NaiveDate;
use procedure::{Event, Recorded, Rung};
use words::language::Lang;

/// A sentence for each reminder and reason, with those it was meant for. `log` is the case's own.
pub fn skipped<'a>(lang: Lang, log: impl Iterator<Item = &'a Recorded>, names: &Names) -> Vec<String> {
    let mut found: Vec<((Rung, NaiveDate, bool), Vec<String>)> = Vec::new();
    for line in log {
        let (party, rungs, deadline, another) = match &line.event {
            Event::Reminded { party, skipped, deadline, .. } => (party, skipped, *deadline, true),
            Event::RemindersSkipped { party, rungs, deadline } => (party, rungs, *deadline, false),
            _ => continue,
        };
        for rung in rungs {
            let key = (*rung, deadline, another);
            match found.iter_mut().find(|(known, _)| *known == key) {
                Some((_, parties)) => parties.push(names.get(party)),
                None => found.push((key, vec![names.get(party)])),
            }
        }
    }
    let sentence = |((rung, deadline, another), parties): ((Rung, NaiveDate, bool), Vec<String>)| {
        let values = [
            ("rung", history::rung(lang, rung).into()),
            ("deadline", lang.plain_date(deadline).into()),
            ("parties", parties.join(", ").into()),
            ("why", history::why_skipped(lang, rung, another).into()),
        ];
        lang.with("skipped-line", &values)
    };
    found.into_iter().map(sentence).collect()
}
