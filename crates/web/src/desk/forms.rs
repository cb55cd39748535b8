//! What is typed in the region's own written form, and in the other where a recipient reads that.

use crate::{form::Fields, who::Coordinator};
use procedure::{Forms, Wording};

/// The second fields of a form, and who gets words in a form that is not their own.
pub struct OtherForm {
    /// `nb` or `nn`, and what it is called.
    pub code: &'static str,
    pub name: String,
    pub letter: String,
    pub reason: String,
    /// What is missing, and for whom, in sentences.
    pub missing: Vec<String>,
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

impl OtherForm {
    /// Where a recipient reads the other form, or something was typed in it. `recipients`: their names and forms.
    pub fn of(who: &Coordinator, fields: &Fields, recipients: &[(String, String)]) -> Option<Self> {
        let own = who.region.language.as_str();
        let code = other(own);
        let (letter, reason) = (fields.get(&format!("letter_{code}")), fields.get(&format!("reason_{code}")));
        let asked = recipients.iter().any(|(_, form)| form == code);
        if !asked && letter.is_empty() && reason.is_empty() {
            return None;
        }
        let missing =
            ["letter", "reason"].into_iter().flat_map(|name| missing(who, fields, name, recipients)).collect();
        let name = who.lang.t(&format!("party-{code}"));
        Some(Self { code, name, letter: letter.to_owned(), reason: reason.to_owned(), missing })
    }
}

/// Each form that a text is not written in, and who gets it in another for that.
fn missing(who: &Coordinator, fields: &Fields, name: &str, recipients: &[(String, String)]) -> Vec<String> {
    let (lang, own) = (who.lang, who.region.language.as_str());
    let Some(words) = typed(fields, name, own) else { return Vec::new() };
    let told = |form: &str| {
        let (given, _) = words.read(form, own).filter(|(given, _)| *given != form)?;
        let theirs: Vec<&str> =
            recipients.iter().filter(|(_, reads)| reads == form).map(|(name, _)| name.as_str()).collect();
        let called = |form: &str| lang.t(&format!("party-{form}")).into();
        let values = [("form", called(form)), ("other", called(given)), ("parties", theirs.join(", ").into())];
        let key = if name == "letter" { "launch-letter-missing" } else { "launch-reason-missing" };
        (!theirs.is_empty()).then(|| lang.with(key, &values))
    };
    ["nb", "nn"].into_iter().filter_map(told).collect()
}
