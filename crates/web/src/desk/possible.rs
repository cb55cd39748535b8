//! Buttons for what can be done now, each leading to its form.

use procedure::{Document, Facts, possible};

/// Something a coordinator may do, with where its form is.
pub struct Button {
    pub command: &'static str,
    pub href: String,
    pub danger: bool,
}

/// A button for every command that can be carried out, or lacks only what a person can provide.
pub fn buttons(id: &str, state: &Document, facts: &Facts) -> Vec<Button> {
    let mut shown: Vec<Button> = Vec::new();
    for (command, answer) in possible(state, facts) {
        let form = form(command);
        if answer.is_offered() && shown.iter().all(|button| button.command != form) {
            let danger = matches!(form, "withdraw" | "repeal" | "return_to_drafting" | "go_on_without");
            shown.push(Button { command: form, href: format!("/desk/documents/{id}/{}", page(form)), danger });
        }
    }
    shown
}

/// The command whose form serves this one too.
fn form(command: &'static str) -> &'static str {
    match command {
        "schedule_hearing" => "open_hearing",
        "assess_remarks" | "approve_verdicts" => "assess_remark",
        other => other,
    }
}

fn page(command: &str) -> String {
    match command {
        "save_text" => "text".to_owned(),
        "open_hearing" => "hearing".to_owned(),
        "assess_remark" => "remarks".to_owned(),
        other => format!("act/{other}"),
    }
}
