//! Buttons for what can be done now, each leading to its form.

use procedure::{Body, Deed, Document, Facts, Rules, possible};
use words::language::Lang;

/// Something a coordinator may do, with where its form is.
pub struct Button {
    pub command: &'static str,
    pub words: String,
    pub href: String,
    pub danger: bool,
}

/// A button for every command that can be carried out, or lacks only what a person can provide.
pub fn buttons(lang: Lang, id: &str, state: &Document, facts: &Facts) -> Vec<Button> {
    let mut shown: Vec<Button> = Vec::new();
    for (command, answer) in possible(state, facts) {
        let form = form(command);
        if answer.is_offered() && shown.iter().all(|button| button.command != form) {
            let danger = matches!(form, "withdraw" | "repeal" | "return_to_drafting" | "go_on_without");
            let (words, href) = (words(lang, state.rules(), form), format!("/desk/documents/{id}/{}", page(form)));
            shown.push(Button { command: form, words, href, danger });
        }
    }
    shown
}

/// The command whose form serves this one too.
fn form(command: &'static str) -> &'static str {
    match command {
        "schedule_hearing" => "open_hearing",
        "assess_remarks" | "approve_verdicts" => "assess_remark",
        "release_public_answers" | "exempt_public_answer" | "approve_public_verdict" => "assess_public_answers",
        other => other,
    }
}

fn page(command: &str) -> String {
    match command {
        "save_text" => "text".to_owned(),
        "open_hearing" => "hearing".to_owned(),
        "assess_remark" => "remarks".to_owned(),
        "assess_public_answers" => "public-answers".to_owned(),
        other => format!("act/{other}"),
    }
}

/// What the button of a command says. An adoption is called by the bodies that may adopt, where they are not the region's.
pub fn words(lang: Lang, rules: Option<&Rules>, command: &str) -> String {
    let adopting = rules.map_or(&[][..], |rules| rules.competence.of(Deed::Adoption));
    if command == "adopt" && !adopting.is_empty() && !adopting.contains(&Body::RegionalCouncil) {
        let bodies: Vec<_> = adopting.iter().map(|body| lang.body(body.as_str())).collect();
        return lang.with("act-adopt-by", &[("bodies", lang.one_of(&bodies).into())]);
    }
    lang.t(&format!("act-{}", command.replace('_', "-")))
}
