//! What each council decided, as fields of the form of an act that all of them decide.

use super::rests_on::deed;
use crate::{form::Fields, page::Problem};
use chrono::NaiveDate;
use procedure::{AdoptingBody, Body, Deed, Document, OwnDecision, PartyId, Refusal, Roster, Standing, Votes};
use words::language::Lang;

/// One council's part of the form.
pub struct Council {
    pub id: PartyId,
    pub name: String,
    pub meeting_date: String,
    pub case_number: String,
    pub votes_for: String,
    pub votes_against: String,
}

/// What its fields are called, before the municipality's id.
const FIELDS: [&str; 4] = ["meeting_date", "case_number", "votes_for", "votes_against"];

/// The councils that decide a command each for themselves: those that adopted what is prolonged or repealed.
pub fn of(state: &Document, command: &str, roster: &Roster, today: NaiveDate, given: &Fields) -> Vec<Council> {
    let decides = matches!(deed(command), Some(Deed::Prolonging | Deed::Repeal));
    let Some(rules) = state.in_force.as_ref().map(|edition| &edition.rules).or(state.rules()) else {
        return Vec::new();
    };
    let competent = rules.competence.of(Deed::Repeal).contains(&Body::MunicipalCouncil);
    if !decides || !competent || rules.adoption != AdoptingBody::Councils {
        return Vec::new();
    }
    let held = state.in_force.as_ref().map(|edition| &edition.parties);
    let adopted = held.or(state.case.as_ref().map(|case| &case.parties)).into_iter().flatten();
    let municipalities = adopted.filter(|party| party.standing == Standing::Municipality);
    let mut now: Vec<&PartyId> = Vec::new();
    for party in municipalities {
        let id = roster.successor(&party.id, today);
        if !now.contains(&id) {
            now.push(id);
        }
    }
    let council = |id: &PartyId| {
        let [meeting_date, case_number, votes_for, votes_against] =
            FIELDS.map(|field| given.get(&format!("{field}-{id}")).to_owned());
        let name = roster.parties.get(id).map_or_else(String::new, |member| member.name.clone());
        Council { id: id.clone(), name, meeting_date, case_number, votes_for, votes_against }
    };
    now.into_iter().map(council).collect()
}

impl Council {
    fn is_given(&self) -> bool {
        let typed = [&self.meeting_date, &self.case_number, &self.votes_for, &self.votes_against];
        typed.iter().any(|text| !text.trim().is_empty())
    }

    /// Its decision; nothing where no field was filled in.
    fn read(&self, lang: Lang) -> Result<Option<OwnDecision>, Problem> {
        if !self.is_given() {
            return Ok(None);
        }
        let unread = |field: &str, key: &str| Problem {
            field: format!("{field}-{}", self.id),
            sentence: format!("{}: {}", self.name, lang.t(key)),
        };
        let meeting_date = self.meeting_date.parse().map_err(|_| unread("meeting_date", "field-date-unreadable"))?;
        let count = |field: &str, text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| unread(field, "votes-unreadable")),
        };
        let in_favour = count("votes_for", &self.votes_for)?;
        let against = count("votes_against", &self.votes_against)?;
        let cast = in_favour.is_some() || against.is_some();
        Ok(Some(OwnDecision {
            municipality: self.id.clone(),
            meeting_date,
            case_number: self.case_number.clone(),
            votes: cast.then(|| Votes { in_favour: in_favour.unwrap_or(0), against: against.unwrap_or(0) }),
        }))
    }
}

/// What was filled in.
///
/// # Errors
/// The first field that cannot be read.
pub fn read(lang: Lang, councils: &[Council]) -> Result<Vec<OwnDecision>, Problem> {
    councils.iter().filter_map(|council| council.read(lang).transpose()).collect()
}

/// The council whose decision is missing, by its name, at its fields.
pub fn problem(lang: Lang, refusal: &Refusal, councils: &[Council]) -> Option<Problem> {
    let Refusal::CouncilMissing { municipality } = refusal else { return None };
    let council = councils.iter().find(|council| council.id == *municipality)?;
    let sentence = lang.with("act-councils-missing", &[("party", council.name.as_str().into())]);
    Some(Problem { field: format!("meeting_date-{municipality}"), sentence })
}
