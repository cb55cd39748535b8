//! What is typed in the region's own written form, and in the other where a recipient reads that.

use crate::{form::Fields, who::Coordinator};
use chrono::NaiveDate;
use ledger::PartyRow;
use procedure::{Document, Forms, PartyId, Wording};

/// The field for the same words in the form that is not the region's own, beside the one for its own.
pub struct OtherForm {
    /// `nb` or `nn`
    pub code: &'static str,
    /// `reason_nn`
    pub name: String,
    pub label: String,
    /// Who gets these words, and what they get without them.
    pub hint: String,
    pub value: String,
}

/// The form that is not the region's own.
fn other(own: &str) -> &'static str {
    if own == "nn" { "nb" } else { "nn" }
}

/// What was typed of a text in both forms.
pub fn typed(fields: &Fields, name: &str, own: &str) -> Option<Wording<String>> {
    let words = fields.filled(name).map(str::to_owned);
    let others = fields.filled(&format!("{name}_{}", other(own))).map(str::to_owned);
    match (words, others) {
        (words, None) => words.map(Wording::Own),
        (words, others) if own == "nn" => Some(Wording::Forms(Forms { nb: others, nn: words })),
        (words, others) => Some(Wording::Forms(Forms { nb: words, nn: others })),
    }
}

/// A text as a form begins with it, in both its fields.
pub fn fill_in(fields: &mut Fields, name: &str, own: &str, words: &Wording<String>) {
    for (form, text) in words.all(own) {
        let other = format!("{name}_{form}");
        fields.set(if form == own { name } else { &other }, text);
    }
}

impl OtherForm {
    /// Where a reader has the other form, or something was typed in it. `label`: the key of what it is called.
    pub fn of(who: &Coordinator, fields: &Fields, (name, label): (&str, &str), readers: &[FormReader]) -> Option<Self> {
        let (lang, own) = (who.lang, who.region.language.as_str());
        let code = other(own);
        let name = format!("{name}_{code}");
        let theirs: Vec<&str> =
            readers.iter().filter(|reader| reader.form == code).map(|reader| reader.name.as_str()).collect();
        let value = fields.get(&name).to_owned();
        if theirs.is_empty() && value.is_empty() {
            return None;
        }
        let called = |form: &str| lang.t(&format!("party-{form}")).into();
        let values = [("form", called(code)), ("own", called(own)), ("parties", theirs.join(", ").into())];
        let hint = if theirs.is_empty() { String::new() } else { lang.with("other-form-hint", &values) };
        Some(Self { code, label: lang.with(label, &[("form", called(code))]), hint, name, value })
    }

    /// The second field of a reason.
    pub fn reason(who: &Coordinator, fields: &Fields, readers: &[FormReader]) -> Option<Self> {
        Self::of(who, fields, ("reason", "field-reason-in"), readers)
    }
}

/// Somebody who gets what is typed: their name, and the form they read.
pub struct FormReader {
    pub name: String,
    pub form: String,
}

impl FormReader {
    pub fn of(party: &PartyRow) -> Self {
        Self { name: party.name.clone(), form: party.language.clone() }
    }

    /// The region's members on a day.
    pub fn members(parties: &[PartyRow], day: NaiveDate) -> Vec<Self> {
        let member = |party: &&PartyRow| {
            party.member_from.is_some_and(|from| from <= day) && party.member_to.is_none_or(|to| day <= to)
        };
        parties.iter().filter(member).map(Self::of).collect()
    }

    /// Those whom a document concerns: its parties, and everyone who has had a letter of its last case.
    pub fn concerned(document: &Document, parties: &[PartyRow]) -> Vec<Self> {
        let own = document.case.as_ref().map(|case| &case.parties);
        let own = own.or(document.in_force.as_ref().map(|edition| &edition.parties));
        let concerns = |id: &PartyId| own.is_some_and(|own| own.iter().any(|party| party.id == *id));
        parties.iter().filter(|party| concerns(&party.id) || invited(document, &party.id)).map(Self::of).collect()
    }

    /// Those who get the letter of a command with a reason. An extension is for the municipality that is chosen.
    pub fn told(document: &Document, command: &str, parties: &[PartyRow], given: &Fields) -> Vec<Self> {
        match (command, given.filled("municipality")) {
            ("extend_deadline", Some(one)) => {
                parties.iter().filter(|party| party.id.as_str() == one).map(Self::of).collect()
            }
            ("extend_deadline" | "reopen_hearing" | "withdraw", _) => {
                parties.iter().filter(|party| invited(document, &party.id)).map(Self::of).collect()
            }
            _ => Self::concerned(document, parties),
        }
    }
}

/// Whether a party has a link of the document's last case.
fn invited(document: &Document, party: &PartyId) -> bool {
    document.links.iter().any(|link| link.case == document.cases && !link.replaced && link.party == *party)
}

/// Each form that a text is not written in, and who gets it in another for that.
pub fn missing(who: &Coordinator, fields: &Fields, name: &str, readers: &[FormReader]) -> Vec<String> {
    let (lang, own) = (who.lang, who.region.language.as_str());
    let Some(words) = typed(fields, name, own) else { return Vec::new() };
    let told = |form: &str| {
        let (given, _) = words.read(form, own).filter(|(given, _)| *given != form)?;
        let theirs: Vec<&str> =
            readers.iter().filter(|reader| reader.form == form).map(|reader| reader.name.as_str()).collect();
        let called = |form: &str| lang.t(&format!("party-{form}")).into();
        let values = [("form", called(form)), ("other", called(given)), ("parties", theirs.join(", ").into())];
        let key = if name == "letter" { "launch-letter-missing" } else { "launch-reason-missing" };
        (!theirs.is_empty()).then(|| lang.with(key, &values))
    };
    ["nb", "nn"].into_iter().filter_map(told).collect()
}
