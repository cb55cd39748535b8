//! What of the board to show: by phase, kind, municipality, need, and words in the title or the case number.

use crate::form::Fields;
use ledger::DocumentRow;
use procedure::{PartyId, PhaseName};

#[derive(Clone, Debug, Default)]
pub struct BoardFilter {
    pub phase: String,
    pub kind: String,
    pub municipality: String,
    pub words: String,
    /// Only what needs the coordinator today.
    pub mine: bool,
}

impl BoardFilter {
    pub fn read(asked: &Fields) -> Self {
        let phase = PhaseName::ALL.into_iter().find(|phase| phase.as_str() == asked.get("phase"));
        Self {
            phase: phase.map_or_else(String::new, |phase| phase.as_str().to_owned()),
            kind: asked.get("kind").to_owned(),
            municipality: asked.get("municipality").to_owned(),
            words: asked.get("q").to_owned(),
            mine: asked.get("mine") == "yes",
        }
    }

    /// Whether anything is filtered out.
    pub fn any(&self) -> bool {
        self.mine || [&self.phase, &self.kind, &self.municipality, &self.words].iter().any(|text| !text.is_empty())
    }

    /// Whether a municipality has its column.
    pub fn shows(&self, party: &PartyId) -> bool {
        self.municipality.is_empty() || self.municipality == party.as_str()
    }

    pub fn keeps(&self, row: &DocumentRow, needed: bool) -> bool {
        let state = &row.state;
        let parties = || {
            let case = state.case.as_ref().map(|case| &case.parties);
            case.or(state.in_force.as_ref().map(|edition| &edition.parties))
        };
        (self.phase.is_empty() || state.phase().as_str() == self.phase)
            && (self.kind.is_empty() || state.kind == self.kind)
            && (self.municipality.is_empty()
                || parties().is_some_and(|parties| parties.iter().any(|p| p.id.as_str() == self.municipality)))
            && (!self.mine || needed)
            && self.found(&state.title, state.case_number.as_deref().unwrap_or_default())
    }

    /// Every word that was typed stands in the title or in the case number.
    fn found(&self, title: &str, number: &str) -> bool {
        let (title, number) = (title.to_lowercase(), number.to_lowercase());
        let words = self.words.to_lowercase();
        words.split_whitespace().all(|word| title.contains(word) || number.contains(word))
    }

    /// The same choice as an address carries it.
    pub fn query(&self) -> String {
        let fields = [
            ("phase", self.phase.as_str()),
            ("kind", &self.kind),
            ("municipality", &self.municipality),
            ("q", &self.words),
            ("mine", if self.mine { "yes" } else { "" }),
        ];
        let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(filled).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_for_in_title_and_case_number() {
        let asked = |q: &str| BoardFilter::read(&Fields(vec![("q".to_owned(), q.to_owned())]));
        assert!(asked("SAMFERDSEL 13/26").found("Plan for samferdsel", "013/26"));
        assert!(!asked("reiseliv").found("Plan for samferdsel", "013/26"));
        assert!(asked(" ").found("Plan", "") && !asked(" ").any());
        assert_eq!(asked("å &=").query(), "q=%C3%A5+%26%3D");
    }
}
