//! The decision an act rests on, as fields of the act's form.

use crate::{form::Fields, page::Problem};
use procedure::{Body, Decision, Deed, Rules};
use words::language::Lang;

/// The part of a form in which the decision is filled in.
pub struct RestsOn {
    /// The bodies that may decide it: id and name.
    pub bodies: Vec<(String, String)>,
    /// Whether the office may act without a decision.
    pub office: bool,
    /// Whether it is shown unfolded.
    pub open: bool,
    pub body: String,
    pub meeting_date: String,
    pub case_number: String,
    pub votes_for: String,
    pub votes_against: String,
    pub basis: String,
}

/// Fields with words of the decision. The body stands in a list, which may begin with one.
const TYPED: [&str; 5] = ["meeting_date", "case_number", "votes_for", "votes_against", "decision_basis"];

impl RestsOn {
    /// For a command that a body decides; `None` where none does. `each`: the councils have a part of the form of their own.
    pub fn of(lang: Lang, command: &str, rules: Option<&Rules>, each: bool, given: &Fields) -> Option<Self> {
        let (deed, rules) = (deed(command)?, rules?);
        let office = rules.competence.is_left_to_the_office(deed);
        // Where the office acts no decision is recorded, so it is none of the bodies.
        let own = |body: &&Body| **body != Body::Secretariat && !(each && **body == Body::MunicipalCouncil);
        let competent: Vec<&Body> = rules.competence.of(deed).iter().filter(own).collect();
        if competent.is_empty() {
            return None;
        }
        let named = competent.into_iter().map(|body| (body.as_str().to_owned(), lang.body(body.as_str())));
        let none = (office || each).then(|| (String::new(), lang.t("field-body-choose")));
        let typed = |name: &str| given.get(name).to_owned();
        Some(Self {
            bodies: none.into_iter().chain(named).collect(),
            office,
            open: !(office || each) || is_given(given),
            body: typed("body"),
            meeting_date: typed("meeting_date"),
            case_number: typed("case_number"),
            votes_for: typed("votes_for"),
            votes_against: typed("votes_against"),
            basis: typed("decision_basis"),
        })
    }
}

/// What a command is, where a body decides it.
pub fn deed(command: &str) -> Option<Deed> {
    Some(match command {
        "open_hearing" | "schedule_hearing" => Deed::Hearing,
        "finish_assessment" => Deed::Councils,
        "go_on_without" => Deed::GoingOn,
        "withdraw" => Deed::Withdrawal,
        "prolong" => Deed::Prolonging,
        "repeal" => Deed::Repeal,
        _ => return None,
    })
}

fn is_given(fields: &Fields) -> bool {
    fields.filled("body").is_some() || TYPED.iter().any(|name| fields.filled(name).is_some())
}

/// What was filled in; nothing where no field was.
///
/// # Errors
/// The first field that cannot be read.
pub fn read(lang: Lang, fields: &Fields) -> Result<Option<Decision>, Problem> {
    if !is_given(fields) {
        return Ok(None);
    }
    let problem = |field: &str, key: &str| Problem { field: field.to_owned(), sentence: lang.t(key) };
    let meeting_date =
        fields.get("meeting_date").parse().map_err(|_| problem("meeting_date", "field-date-unreadable"))?;
    let votes = fields.votes().map_err(|field| problem(field, "votes-unreadable"))?;
    Ok(Some(Decision {
        body: fields.get("body").to_owned(),
        meeting_date,
        case_number: fields.get("case_number").to_owned(),
        votes,
        extract: None,
        legal_basis: fields.filled("decision_basis").map(str::to_owned),
    }))
}
