//! Reminders of the case under way, and notices of the revision it is, that were skipped, each with why: a run of the
//! calendar was missed, or many.

use app::history::{self, Names};
use chrono::NaiveDate;
use procedure::{Event, Recorded, Rung};
use words::language::Lang;

/// A sentence for each reminder and reason, with those it was meant for. `log` is the case's own, and the notices that led
/// to it.
pub fn skipped<'a>(lang: Lang, log: impl Iterator<Item = &'a Recorded>, names: &Names) -> Vec<String> {
    let mut found: Vec<((Rung, NaiveDate, bool), Vec<String>)> = Vec::new();
    let mut notices = Vec::new();
    let notice = |rung: &Rung, another: bool| {
        let (step, why) = (history::rung(lang, *rung), history::why_skipped(lang, *rung, another));
        lang.with("skipped-notice", &[("rung", step.into()), ("why", why.into())])
    };
    for line in log {
        let (party, rungs, deadline, another) = match &line.event {
            Event::Reminded { party, skipped, deadline, .. } => (party, skipped, *deadline, true),
            Event::RemindersSkipped { party, rungs, deadline } => (party, rungs, *deadline, false),
            Event::RevisionNoticed { skipped, .. } => {
                notices.extend(skipped.iter().map(|rung| notice(rung, true)));
                continue;
            }
            Event::RevisionStarted { skipped, .. } => {
                notices.extend(skipped.iter().map(|rung| notice(rung, false)));
                continue;
            }
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
    notices.into_iter().chain(found.into_iter().map(sentence)).collect()
}
