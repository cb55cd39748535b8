//! The phase diagram: the document's life in one line, with where it is.

use procedure::{Adopted, Case, Document, PhaseName};
use words::language::Lang;

const PHASES: [PhaseName; 6] = [
    PhaseName::Drafting,
    PhaseName::Hearing,
    PhaseName::Assessment,
    PhaseName::Endorsement,
    PhaseName::Adoption,
    PhaseName::InForce,
];
const STEP: u32 = 142;

/// A box of the diagram.
pub struct Box {
    pub x: u32,
    pub middle: u32,
    pub label: String,
    /// done, now, or nothing.
    pub class: &'static str,
    pub arrow: bool,
}

pub struct Diagram {
    pub boxes: Vec<Box>,
    pub label: String,
}

pub fn diagram(lang: Lang, state: &Document) -> Diagram {
    let now = state.phase();
    let skipped = |phase: PhaseName| {
        let rules = state.rules();
        phase == PhaseName::Endorsement && rules.is_some_and(|rules| rules.endorsement.is_none())
    };
    let phases: Vec<PhaseName> = PHASES.into_iter().filter(|phase| !skipped(*phase)).collect();
    let here = phases.iter().position(|phase| *phase == now);
    let count = phases.len();
    let boxes = phases.iter().enumerate().map(|(place, phase)| {
        let x = 20 + u32::try_from(place).unwrap_or(0) * STEP;
        Box {
            x,
            middle: x + 56,
            label: lang.t(&app::history::word("phase", *phase)),
            class: match here {
                Some(here) if place == here => "now",
                Some(here) if place < here => "done",
                _ => "",
            },
            arrow: place + 1 < count,
        }
    });
    Diagram {
        boxes: boxes.collect(),
        label: lang.with("phases-label", &[("phase", lang.t(&app::history::word("phase", now)).into())]),
    }
}

/// When an adopted edition comes into force, or why it does not yet.
pub fn coming(lang: Lang, state: &Document, adopted: &Adopted) -> String {
    let held_back = state.case.as_ref().is_some_and(Case::is_held_back);
    let key = match (held_back, state.in_force.is_none()) {
        (true, _) => "state-held-back",
        (false, true) => "state-first-comes-into-force",
        (false, false) => "state-comes-into-force",
    };
    lang.with(key, &[("from", lang.date(adopted.in_force_from).into())])
}
